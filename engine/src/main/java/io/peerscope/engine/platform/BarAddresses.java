package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;

/// Both addresses of a BAR, each told or following from the other through the host-bridge window.
///
/// `bus = cpu - window offset`; on x86 host-bridge windows are identity, domains made by VMD
/// (0x10000 and up) excepted (kernel `pcibios_resource_to_bus`, `drivers/pci/host-bridge.c`).
public final class BarAddresses {

  private static final int FIRST_VMD_DOMAIN = 0x10000;

  private final Platform platform;

  public BarAddresses(Platform platform) {
    this.platform = platform;
  }

  /// The address in the BAR register.
  public Fact<BusAddress> busAddress(PciFunction function, Bar bar) {
    if (bar.bus() instanceof Known<BusAddress> told) {
      return told;
    }
    if (!(bar.cpu() instanceof Known<HostPhysicalAddress>(var cpu, _))) {
      return bar.bus();
    }
    for (HostBridgeWindow window : platform.windows()) {
      if (isAbove(window.hostBridge(), function) && window.cpu().contains(cpu.value())) {
        return Fact.known(new BusAddress(cpu.value() - window.offset()), window.origin());
      }
    }
    return isIdentity(function) ? Fact.known(new BusAddress(cpu.value()), identity()) : bar.bus();
  }

  /// The address a CPU would use.
  public Fact<HostPhysicalAddress> cpuAddress(PciFunction function, Bar bar) {
    if (bar.cpu() instanceof Known<HostPhysicalAddress> told) {
      return told;
    }
    if (!(bar.bus() instanceof Known<BusAddress>(var bus, _))) {
      return bar.cpu();
    }
    for (HostBridgeWindow window : platform.windows()) {
      if (isAbove(window.hostBridge(), function) && window.bus().contains(bus.value())) {
        return Fact.known(new HostPhysicalAddress(bus.value() + window.offset()), window.origin());
      }
    }
    return isIdentity(function)
        ? Fact.known(new HostPhysicalAddress(bus.value()), identity())
        : Fact.unknown("the input does not tell the CPU address of " + nameOf(function, bar));
  }

  /// Bus address minus CPU address of the BAR's start, modulo 2^64
  /// (`pci_p2pdma_pagemap.bus_offset`).
  public Fact<Long> busOffset(PciFunction function, Bar bar) {
    Fact<HostPhysicalAddress> cpu = cpuAddress(function, bar);
    return switch (busAddress(function, bar)) {
      case Known<BusAddress>(var bus, var origin) ->
          switch (cpu) {
            case Known<HostPhysicalAddress>(var phys, _) ->
                Fact.known(bus.value() - phys.value(), origin);
            case Unknown<HostPhysicalAddress>(var why) -> Fact.unknown(why);
          };
      case Unknown<BusAddress>(var why) -> Fact.unknown(why);
    };
  }

  /// All bus addresses of a BAR; unknown where its size is.
  public Fact<AddressRange> busRange(PciFunction function, Bar bar) {
    return switch (busAddress(function, bar)) {
      case Known<BusAddress>(var start, _) ->
          bar.size().map(size -> AddressRange.ofSize(start.value(), size));
      case Unknown<BusAddress>(var why) -> Fact.unknown(why);
    };
  }

  private boolean isAbove(PciBus rootBus, PciFunction function) {
    return platform
        .topology()
        .hostBridgeAbove(function.address())
        .map(HostBridge::bus)
        .filter(rootBus::equals)
        .isPresent();
  }

  private boolean isIdentity(PciFunction function) {
    return platform.cpu().ifKnown().filter(Cpu::isX86).isPresent()
        && Integer.compareUnsigned(function.address().domain(), FIRST_VMD_DOMAIN) < 0;
  }

  private static Inferred identity() {
    return new Inferred("host-bridge windows of x86 are identity");
  }

  private static String nameOf(PciFunction function, Bar bar) {
    return function.address() + " BAR " + bar.index();
  }
}
