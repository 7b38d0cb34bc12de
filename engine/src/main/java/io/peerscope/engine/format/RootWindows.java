package io.peerscope.engine.format;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the host-bridge windows in the memory map, which tells their CPU side alone.
///
/// One window has one offset, so the BARs inside, whose registers and resources tell both
/// addresses, tell the bus side too; without any, only x86 is known to have identity.
///
/// @param nodes host bridges by the name of their node in the device tree
record RootWindows(Topology topology, Fact<Cpu> cpu, Map<String, PciBus> nodes) {

  private static final String BUS = "PCI Bus ";

  List<HostBridgeWindow> in(MemoryMap map) {
    var windows = new ArrayList<HostBridgeWindow>();
    for (MemoryMap.Entry entry : map.entries()) {
      rootBus(entry.name())
          .flatMap(topology::hostBridge)
          .flatMap(hostBridge -> window(hostBridge, entry))
          .ifPresent(windows::add);
    }
    return windows;
  }

  private Optional<PciBus> rootBus(String name) {
    if (!name.startsWith(BUS)) {
      return Optional.ofNullable(nodes.get(name));
    }
    return PciAddress.parse(name.substring(BUS.length()) + ":00.0").map(PciAddress::onBus);
  }

  private Optional<HostBridgeWindow> window(HostBridge hostBridge, MemoryMap.Entry entry) {
    Set<Long> offsets = new TreeSet<>();
    hostBridge.functions().forEach(function -> collect(function, entry.range(), offsets));
    if (offsets.isEmpty() && isIdentity(hostBridge)) {
      offsets.add(0L);
    }
    if (offsets.size() != 1) {
      return Optional.empty();
    }
    long first = entry.range().first() - offsets.iterator().next();
    var bus = new AddressRange(first, first + (entry.range().last() - entry.range().first()));
    return Optional.of(
        new HostBridgeWindow(hostBridge.bus(), entry.range(), bus, entry.position()));
  }

  /// CPU address minus bus address of every BAR in a range, from a function down.
  private void collect(PciAddress function, AddressRange range, Set<Long> offsets) {
    for (Bar bar : topology.at(function).bars()) {
      if (bar.kind().isMemory()
          && bar.cpu() instanceof Known<HostPhysicalAddress>(var cpuAddress, _)
          && bar.bus() instanceof Known<BusAddress>(var busAddress, _)
          && range.contains(cpuAddress.value())) {
        offsets.add(cpuAddress.value() - busAddress.value());
      }
    }
    topology.childrenOf(function).forEach(below -> collect(below, range, offsets));
  }

  private boolean isIdentity(HostBridge hostBridge) {
    return cpu.ifKnown().filter(Cpu::isX86).isPresent() && hostBridge.openedBy().isEmpty();
  }
}
