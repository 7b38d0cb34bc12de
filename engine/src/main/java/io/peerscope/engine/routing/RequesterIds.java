package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;

/// The requester ID that a request carries above a bridge: bridges to conventional PCI, where there
/// is none, put their own in.
///
///     P1 13:00.0 ─ PCIe-to-PCI bridge 12:00.0 [13]    above it: 13:00.0, for every device of bus 13
///
/// PCI Express to PCI/PCI-X Bridge Specification 1.0, 2.3; `pci_for_each_dma_alias`,
/// `drivers/pci/search.c`.
public final class RequesterIds {

  private RequesterIds() {}

  /// The ID above a bridge of a request that had another one below it.
  static PciAddress above(PciFunction bridge, PciAddress below) {
    return switch (bridge.kind()) {
      case PCIE_TO_PCI_BRIDGE ->
          PciAddress.of(
              new PciBus(bridge.address().domain(), bridge.secondaryBus().orElseThrow()), 0);
      case PCI_BRIDGE, PCI_TO_PCIE_BRIDGE, CARDBUS_BRIDGE -> bridge.address();
      case HOST_BRIDGE,
          ROOT_PORT,
          UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          PCI_DEVICE,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          below;
    };
  }

  /// The ID that requests of a function carry where they have left all bridges behind.
  public static PciAddress atTheTop(Topology topology, PciAddress function) {
    PciAddress id = function;
    for (PciAddress above : topology.upstreamPath(function).functions()) {
      if (!above.equals(function)) {
        id = above(topology.at(above), id);
      }
    }
    return id;
  }

  /// Whether requests of a function get another ID on their way up.
  static boolean isBehindAnother(Topology topology, PciAddress function) {
    return !atTheTop(topology, function).equals(function);
  }

  /// Whether the bus right below a bridge is conventional PCI: every device there sees every
  /// transaction, and nothing carries an ID.
  static boolean isConventionalBelow(FunctionKind bridge) {
    return bridge == FunctionKind.PCIE_TO_PCI_BRIDGE
        || bridge == FunctionKind.PCI_BRIDGE
        || bridge == FunctionKind.CARDBUS_BRIDGE;
  }
}
