package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The memory windows of all host bridges, and what they make of an address, both ways.
///
/// The first window that holds the whole range counts, `bus = cpu - offset`; each window has its
/// own offset (`pcibios_resource_to_bus`, `pcibios_bus_to_resource`, `drivers/pci/host-bridge.c`).
/// Bus addresses are unique below one host bridge only, so the root bus is always part of the
/// question. The kernel takes an address outside all windows for identical; an input that does not
/// show all windows does not allow that, except on x86, where every window of firmware is identity.
public final class AddressWindows {

  private final Platform platform;
  private final Map<PciBus, List<HostBridgeWindow>> windows = new HashMap<>();
  private final Map<PciBus, String> untold = new HashMap<>();

  public AddressWindows(Platform platform) {
    this.platform = platform;
    for (HostBridgeWindow window : platform.windows()) {
      add(window);
    }
    for (HostBridge bridge : platform.topology().hostBridges()) {
      bridge.openedBy().flatMap(Fact::ifKnown).ifPresent(opener -> addOpened(bridge, opener));
    }
  }

  private void add(HostBridgeWindow window) {
    windows.computeIfAbsent(window.hostBridge(), _ -> new ArrayList<>()).add(window);
  }

  /// The windows that the driver of the opener makes; what the input names itself counts first.
  private void addOpened(HostBridge bridge, PciAddress opener) {
    PciFunction function = platform.topology().at(opener);
    var made = VmdWindows.of(bridge.bus(), function, bar -> cpuStart(function, bar));
    made.missing().ifPresent(why -> untold.put(bridge.bus(), why));
    List<HostBridgeWindow> told = List.copyOf(of(bridge.bus()));
    made.windows().stream()
        .filter(window -> told.stream().noneMatch(known -> known.cpu().overlaps(window.cpu())))
        .forEach(this::add);
  }

  private Optional<Long> cpuStart(PciFunction function, Bar bar) {
    if (bar.cpu() instanceof Known<HostPhysicalAddress>(var cpu, _)) {
      return Optional.of(cpu.value());
    }
    Optional<PciBus> root =
        platform.topology().hostBridgeAbove(function.address()).map(HostBridge::bus);
    return bar.bus()
        .ifKnown()
        .map(bus -> AddressRange.ofSize(bus.value(), 1))
        .flatMap(bus -> toCpu(root, function.address(), bus).ifKnown())
        .map(HostPhysicalAddress::value);
  }

  /// The windows of one host bridge in the order of the kernel's list; empty where none is told.
  public List<HostBridgeWindow> of(PciBus rootBus) {
    return windows.getOrDefault(rootBus, List.of());
  }

  /// The bus address of the start of a run of CPU addresses.
  ///
  /// @param rootBus the root bus above the function; empty where it is not told
  /// @param function the function whose address it is
  public Fact<BusAddress> toBus(Optional<PciBus> rootBus, PciAddress function, AddressRange cpu) {
    Optional<HostBridgeWindow> window =
        rootBus.flatMap(
            bus -> of(bus).stream().filter(each -> each.cpu().contains(cpu)).findFirst());
    if (window.isPresent()) {
      return Fact.known(new BusAddress(cpu.first() - window.get().offset()), window.get().origin());
    }
    return isIdentity(function)
        ? Fact.known(new BusAddress(cpu.first()), identity())
        : Fact.unknown(why(rootBus, "no host-bridge window of the input holds it"));
  }

  /// The CPU address of the start of a run of bus addresses.
  ///
  /// @param rootBus the root bus above the function; empty where it is not told
  /// @param function the function whose address it is
  public Fact<HostPhysicalAddress> toCpu(
      Optional<PciBus> rootBus, PciAddress function, AddressRange bus) {
    Optional<HostBridgeWindow> window =
        rootBus.flatMap(
            root -> of(root).stream().filter(each -> each.bus().contains(bus)).findFirst());
    if (window.isPresent()) {
      return Fact.known(
          new HostPhysicalAddress(bus.first() + window.get().offset()), window.get().origin());
    }
    return isIdentity(function)
        ? Fact.known(new HostPhysicalAddress(bus.first()), identity())
        : Fact.unknown(why(rootBus, "no host-bridge window of the input holds it"));
  }

  private String why(Optional<PciBus> rootBus, String otherwise) {
    return rootBus.map(bus -> untold.getOrDefault(bus, otherwise)).orElse(otherwise);
  }

  private boolean isIdentity(PciAddress function) {
    return platform.cpu().ifKnown().filter(Cpu::isX86).isPresent()
        && platform.topology().domainOpener(function.domain()).isEmpty();
  }

  private static Inferred identity() {
    return new Inferred("host-bridge windows of x86 are identity");
  }
}
