package io.peerscope.engine.iommu;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.iommu.ReservedRange.Kind;
import io.peerscope.engine.platform.AddressWindows;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundMap;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The I/O virtual address spaces of a machine: one per host bridge, as the kernel's DMA API cuts
/// them (`iova_reserve_iommu_regions`, `iova_reserve_pci_windows`, `drivers/iommu/dma-iommu.c`).
///
/// A device behind VMD uses the space of the VMD function: its windows are kept free, those of the
/// domain behind it are not.
public final class IovaSpaces {

  private static final int COLUMNS = 5;
  private static final long FIRST = 0x1000;
  private static final List<DataTable.Row> FIXED =
      DataTable.read(IovaSpaces.class, "reserved-iovas.tsv", COLUMNS);

  private final Topology topology;
  private final Map<PciBus, IovaSpace> spaces = new HashMap<>();
  private final IovaSpace anywhere;

  public IovaSpaces(Platform platform) {
    this.topology = platform.topology();
    List<ReservedRange> fixed = fixed(platform.cpu());
    var aperture = new AddressRange(FIRST, PageTableFormat.lastAddress());
    this.anywhere =
        new IovaSpace(aperture, fixed, Optional.of("the host bridge above is not told"));
    var windows = new AddressWindows(platform);
    Map<PciBus, List<ReservedRange>> devices = byDevices(platform, windows);
    for (HostBridge bridge : topology.hostBridges()) {
      spaces.put(bridge.bus(), space(platform, bridge.bus(), windows, devices, fixed, aperture));
    }
  }

  private static IovaSpace space(
      Platform platform,
      PciBus rootBus,
      AddressWindows windows,
      Map<PciBus, List<ReservedRange>> devices,
      List<ReservedRange> fixed,
      AddressRange aperture) {
    List<ReservedRange> reserved = new ArrayList<>(fixed);
    windows.of(rootBus).stream().map(IovaSpaces::window).forEach(reserved::add);
    reserved.addAll(devices.getOrDefault(rootBus, List.of()));
    outside(InboundMap.of(platform, Optional.of(rootBus))).forEach(reserved::add);
    Optional<String> missing =
        windows.of(rootBus).isEmpty()
            ? Optional.of("the windows of host bridge %s are not told".formatted(rootBus))
            : Optional.empty();
    return new IovaSpace(aperture, reserved, missing);
  }

  private static ReservedRange window(HostBridgeWindow window) {
    return new ReservedRange(window.bus(), Kind.HOST_BRIDGE_WINDOW, window.origin());
  }

  /// The ranges that the IOMMU driver names for a processor.
  private static List<ReservedRange> fixed(Fact<Cpu> cpu) {
    return FIXED.stream()
        .filter(row -> cpu.ifKnown().filter(known -> isAbout(row.at(0), known)).isPresent())
        .map(row ->
            new ReservedRange(
                new AddressRange(
                    Long.parseUnsignedLong(row.at(1), 16), Long.parseUnsignedLong(row.at(2), 16)),
                row.word(3, Kind.class),
                row.position()))
        .toList();
  }

  private static boolean isAbout(String vendor, Cpu cpu) {
    return vendor.equals("x86") ? cpu.isX86() : vendor.equals(cpu.vendor());
  }

  /// Where no window is told: what BARs and bridges below a host bridge use is inside one.
  private static Map<PciBus, List<ReservedRange>> byDevices(
      Platform platform, AddressWindows windows) {
    var addresses = new BarAddresses(platform);
    Map<PciBus, List<ReservedRange>> found = new HashMap<>();
    for (PciFunction function : platform.topology().functions()) {
      platform
          .topology()
          .hostBridgeAbove(function.address())
          .map(HostBridge::bus)
          .filter(bus -> windows.of(bus).isEmpty())
          .ifPresent(bus ->
              ofFunction(addresses, function)
                  .forEach(found.computeIfAbsent(bus, _ -> new ArrayList<>())::add));
    }
    return found;
  }

  private static Stream<ReservedRange> ofFunction(BarAddresses addresses, PciFunction function) {
    Origin origin =
        new Inferred("%s lies in a window of its host bridge".formatted(function.address()));
    Stream<AddressRange> bars =
        function.bars().stream()
            .filter(Bar::hasMemoryAddress)
            .flatMap(bar -> addresses.busRange(function, bar).ifKnown().stream());
    Stream<AddressRange> windows =
        function.windows().stream()
            .filter(window -> window.kind() != WindowKind.IO)
            .map(BridgeWindow::range)
            .flatMap(range -> range.ifKnown().flatMap(open -> open).stream());
    return Stream.concat(bars, windows)
        .map(range -> new ReservedRange(range, Kind.HOST_BRIDGE_WINDOW, origin));
  }

  /// The gaps between inbound ranges, as they stand on the bus.
  private static List<ReservedRange> outside(InboundMap inbound) {
    List<ReservedRange> gaps = new ArrayList<>();
    long from = 0;
    boolean covered = false;
    for (InboundRange range : inbound.ranges().stream().sorted(IovaSpaces::byBus).toList()) {
      if (Long.compareUnsigned(range.bus().first(), from) > 0) {
        gaps.add(gap(from, range.bus().first() - 1, range.origin()));
      }
      from = range.bus().last() + 1;
      covered = from == 0;
    }
    if (inbound.isRestricted() && !covered) {
      gaps.add(gap(from, -1L, inbound.ranges().getLast().origin()));
    }
    return gaps;
  }

  private static int byBus(InboundRange one, InboundRange other) {
    return Long.compareUnsigned(one.bus().first(), other.bus().first());
  }

  private static ReservedRange gap(long first, long last, Origin origin) {
    return new ReservedRange(new AddressRange(first, last), Kind.OUTSIDE_INBOUND, origin);
  }

  /// The space that a device's DMA is mapped in: that of the function whose requester ID it has.
  public IovaSpace of(PciAddress client) {
    return topology
        .realDmaDevice(client)
        .ifKnown()
        .filter(device -> topology.find(device).isPresent())
        .flatMap(topology::hostBridgeAbove)
        .map(bridge -> spaces.getOrDefault(bridge.bus(), anywhere))
        .orElse(anywhere);
  }
}
