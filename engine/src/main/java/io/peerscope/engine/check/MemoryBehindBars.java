package io.peerscope.engine.check;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.platform.InboundMap;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.topology.PciFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// No BAR has the bus address of RAM. Where no IOMMU translates, a device reaches RAM under its bus
/// address, and a switch on the way turns the request to the peer whose BAR it finds there.
///
/// With translation the kernel keeps the windows of host bridges out of the IOVAs it gives
/// (`iova_reserve_pci_windows`), so nothing is to be found.
final class MemoryBehindBars implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    boolean direct =
        machine
            .platform()
            .iommu()
            .ifKnown()
            .filter(mode -> mode == IommuMode.OFF || mode == IommuMode.PASSTHROUGH)
            .isPresent();
    if (!direct || machine.platform().memory().isEmpty()) {
      return;
    }
    Map<PciBus, List<AddressRange>> memory = new HashMap<>();
    for (PciFunction function : machine.topology().functions()) {
      machine
          .rootBus(function.address())
          .ifPresent(bus ->
              look(
                  machine,
                  function,
                  memory.computeIfAbsent(bus, each -> memory(machine, each)),
                  report));
    }
  }

  private static void look(
      Machine machine, PciFunction function, List<AddressRange> memory, Consumer<Finding> report) {
    for (Bar bar : function.bars()) {
      Optional<AddressRange> range =
          bar.kind().isMemory() ? machine.range(function, bar) : Optional.empty();
      memory.stream()
          .filter(ram -> range.filter(ram::overlaps).isPresent())
          .findFirst()
          .ifPresent(ram ->
              report.accept(
                  Finding.warning(
                          "memory-behind-bar",
                          "devices below the same host bridge reach RAM at bus address %s, and BAR %d of %s answers there too"
                              .formatted(
                                  Hex.of(later(ram.first(), range.orElseThrow().first())),
                                  bar.index(),
                                  function.address()),
                          function.address())
                      .fixedBy(BarFix.anotherAddress(function, bar))));
    }
  }

  private static long later(long one, long other) {
    return Long.compareUnsigned(one, other) >= 0 ? one : other;
  }

  /// RAM as devices below a host bridge see it.
  private static List<AddressRange> memory(Machine machine, PciBus bus) {
    InboundMap inbound = InboundMap.of(machine.platform(), Optional.of(bus));
    return machine.platform().memory().stream()
        .filter(range -> range.kind() == MemoryRange.Kind.RAM)
        .map(MemoryRange::cpu)
        .flatMap(ram -> inbound.isRestricted() ? shifted(ram, inbound) : Stream.of(ram))
        .toList();
  }

  private static Stream<AddressRange> shifted(AddressRange ram, InboundMap inbound) {
    return inbound.ranges().stream()
        .filter(range -> range.cpu().overlaps(ram))
        .map(range -> shifted(ram, range));
  }

  private static AddressRange shifted(AddressRange ram, InboundRange range) {
    long offset = range.bus().first() - range.cpu().first();
    long first = later(ram.first(), range.cpu().first());
    long last =
        Long.compareUnsigned(ram.last(), range.cpu().last()) <= 0 ? ram.last() : range.cpu().last();
    return new AddressRange(first + offset, last + offset);
  }
}
