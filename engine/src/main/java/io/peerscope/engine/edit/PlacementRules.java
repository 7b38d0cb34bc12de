package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What may be put where, in the sentence that a user needs (PCIe 1.3, 7.5.3.2; PCI-to-PCI Bridge
/// Architecture 1.2).
public final class PlacementRules {

  private static final int DEVICES = 32;

  private PlacementRules() {}

  /// Why something of a kind cannot be put at a place; empty when it can.
  public static Optional<String> refusal(Topology topology, FunctionKind kind, Place place) {
    return switch (place) {
      case Place.OnRootBus(PciBus bus) -> onRootBus(topology, kind, bus);
      case Place.Below(PciAddress above) ->
          topology
              .find(above)
              .map(function -> below(topology, kind, function))
              .orElseGet(() -> Optional.of("there is no function %s".formatted(above)));
    };
  }

  private static Optional<String> onRootBus(Topology topology, FunctionKind kind, PciBus bus) {
    Optional<HostBridge> hostBridge = topology.hostBridge(bus);
    if (hostBridge.isEmpty()) {
      return Optional.of("there is no root bus %s".formatted(bus));
    }
    String refused =
        switch (kind) {
          case UPSTREAM_PORT -> "a switch hangs below a root port or a downstream port";
          case DOWNSTREAM_PORT -> "a downstream port is part of a switch";
          case ENDPOINT, LEGACY_ENDPOINT ->
              "%s needs a root port above it; only what is part of the root complex sits on a root bus"
                  .formatted(a(kind));
          case PCIE_TO_PCI_BRIDGE ->
              "%s hangs below a root port or a downstream port".formatted(a(kind));
          case VIRTUAL_FUNCTION -> "a virtual function sits where its physical function is";
          case HOST_BRIDGE,
              ROOT_PORT,
              PCI_TO_PCIE_BRIDGE,
              PCI_BRIDGE,
              CARDBUS_BRIDGE,
              BRIDGE,
              RC_INTEGRATED_ENDPOINT,
              RC_EVENT_COLLECTOR,
              PCI_DEVICE,
              FUNCTION ->
              "";
        };
    if (!refused.isEmpty()) {
      return Optional.of(refused);
    }
    return freeDevice(hostBridge.get().functions(), 0).isEmpty()
        ? Optional.of("root bus %s already has %d devices".formatted(bus, DEVICES))
        : Optional.empty();
  }

  private static Optional<String> below(Topology topology, FunctionKind kind, PciFunction above) {
    if (!above.kind().isBridge()) {
      return Optional.of(
          "%s (%s) has no port to put anything below it"
              .formatted(above.address(), above.kind().label()));
    }
    Optional<String> refused =
        switch (kind) {
          case ROOT_PORT -> Optional.of("a root port sits on a root bus");
          case HOST_BRIDGE -> Optional.of("a host bridge is at the top of a hierarchy");
          case RC_INTEGRATED_ENDPOINT, RC_EVENT_COLLECTOR ->
              Optional.of(
                  "%s is part of the root complex and sits on a root bus".formatted(a(kind)));
          case VIRTUAL_FUNCTION ->
              Optional.of("a virtual function sits where its physical function is");
          case DOWNSTREAM_PORT ->
              above.kind() == FunctionKind.UPSTREAM_PORT
                  ? Optional.empty()
                  : Optional.of("a downstream port sits inside a switch, below its upstream port");
          case UPSTREAM_PORT, ENDPOINT, LEGACY_ENDPOINT, PCIE_TO_PCI_BRIDGE ->
              belowLink(kind, above);
          case PCI_DEVICE, PCI_BRIDGE, CARDBUS_BRIDGE, PCI_TO_PCIE_BRIDGE -> onPciBus(kind, above);
          case BRIDGE, FUNCTION ->
              above.kind() == FunctionKind.UPSTREAM_PORT ? inside(above) : Optional.empty();
        };
    return refused.or(() -> room(topology, above));
  }

  private static Optional<String> belowLink(FunctionKind kind, PciFunction above) {
    return switch (above.kind()) {
      case ROOT_PORT, DOWNSTREAM_PORT, PCI_TO_PCIE_BRIDGE, BRIDGE -> Optional.empty();
      case UPSTREAM_PORT -> inside(above);
      default ->
          Optional.of(
              "%s needs a PCI Express link, and below %s (%s) is a conventional PCI bus"
                  .formatted(a(kind), above.address(), above.kind().label()));
    };
  }

  private static Optional<String> inside(PciFunction above) {
    return Optional.of(
        "below the upstream port %s is the inside of a switch: only downstream ports sit there"
            .formatted(above.address()));
  }

  private static Optional<String> onPciBus(FunctionKind kind, PciFunction above) {
    return switch (above.kind()) {
      case PCIE_TO_PCI_BRIDGE, PCI_BRIDGE, CARDBUS_BRIDGE, BRIDGE -> Optional.empty();
      case UPSTREAM_PORT -> inside(above);
      default ->
          Optional.of(
              "%s needs a conventional PCI bus; put a PCIe-to-PCI bridge below %s first"
                  .formatted(a(kind), above.address()));
    };
  }

  private static Optional<String> room(Topology topology, PciFunction above) {
    List<PciAddress> there = topology.childrenOf(above.address());
    return switch (above.kind()) {
      case ROOT_PORT, DOWNSTREAM_PORT, PCI_TO_PCIE_BRIDGE ->
          there.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  "the link below %s already leads to %s, and a link has one device"
                      .formatted(above.address(), there.getFirst()));
      default ->
          freeDevice(there, 0).isEmpty()
              ? Optional.of(
                  "the bus below %s already has %d devices".formatted(above.address(), DEVICES))
              : Optional.empty();
    };
  }

  /// The lowest device number from `from` on that none of the functions has.
  static Optional<Integer> freeDevice(List<PciAddress> functions, int from) {
    return IntStream.range(from, DEVICES)
        .filter(device -> functions.stream().noneMatch(each -> each.device() == device))
        .boxed()
        .findFirst();
  }

  private static String a(FunctionKind kind) {
    String label = kind.label();
    boolean vowel = label.startsWith("e") || label.startsWith("RC") || label.startsWith("u");
    return (vowel ? "an " : "a ") + label;
  }
}
