package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Both addresses of a BAR, each told or following from the other through the host-bridge window.
public final class BarAddresses {

  private final Platform platform;
  private final AddressWindows windows;

  public BarAddresses(Platform platform) {
    this.platform = platform;
    this.windows = new AddressWindows(platform);
  }

  /// The address in the BAR register.
  public Fact<BusAddress> busAddress(PciFunction function, Bar bar) {
    if (bar.bus() instanceof Known<BusAddress> told) {
      return told;
    }
    return bar.cpu() instanceof Known<HostPhysicalAddress>(var cpu, _)
        ? windows.toBus(hostBridge(function), function.address(), range(cpu.value(), bar))
        : bar.bus();
  }

  /// The address a CPU would use.
  public Fact<HostPhysicalAddress> cpuAddress(PciFunction function, Bar bar) {
    if (bar.cpu() instanceof Known<HostPhysicalAddress> told) {
      return told;
    }
    if (!(bar.bus() instanceof Known<BusAddress>(var bus, _))) {
      return bar.cpu();
    }
    Fact<HostPhysicalAddress> cpu =
        windows.toCpu(hostBridge(function), function.address(), range(bus.value(), bar));
    return cpu instanceof Unknown<HostPhysicalAddress>(var why)
        ? Fact.unknown(
            "the input does not tell the CPU address of %s: %s"
                .formatted(nameOf(function, bar), why))
        : cpu;
  }

  private Optional<PciBus> hostBridge(PciFunction function) {
    return platform.topology().hostBridgeAbove(function.address()).map(HostBridge::bus);
  }

  /// All of the BAR where its size is told, else its first byte.
  private static AddressRange range(long start, Bar bar) {
    return AddressRange.ofSize(start, bar.size().ifKnown().orElse(1L));
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

  private static String nameOf(PciFunction function, Bar bar) {
    return function.address() + " BAR " + bar.index();
  }
}
