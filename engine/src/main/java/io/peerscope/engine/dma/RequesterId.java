package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.topology.Topology;
import java.util.List;

/// The ID under which a function's requests reach the IOMMU (`pci_for_each_dma_alias`,
/// `drivers/pci/search.c`).
///
/// A PCIe-to-PCI bridge sends what comes from below as function 0 of its secondary bus, a
/// conventional bridge as itself; a VMD function puts its own ID in their place. Ports and
/// switches change nothing.
///
///     RP 00:04.0 ─ bridge 12:00.0 ─ card 13:01.0        the IOMMU sees 13:00.0
final class RequesterId {

  private final Topology topology;

  RequesterId(Topology topology) {
    this.topology = topology;
  }

  /// The function whose ID the IOMMU sees; the client's own where nothing on the way is told to
  /// change it.
  PciAddress seenByIommu(PciAddress client) {
    if (topology.realDmaDevice(client) instanceof Known<PciAddress>(var device, _)
        && !device.equals(client)) {
      return device;
    }
    List<PciAddress> path = topology.upstreamPath(client).functions();
    PciAddress seen = client;
    for (PciAddress bridge : path.subList(1, path.size())) {
      seen = behind(bridge, seen);
    }
    return seen;
  }

  private PciAddress behind(PciAddress bridge, PciAddress seen) {
    return switch (topology.at(bridge).kind()) {
      case PCIE_TO_PCI_BRIDGE ->
          topology
              .at(bridge)
              .secondaryBus()
              .map(bus -> new PciAddress(bridge.domain(), bus, 0, 0))
              .orElse(bridge);
      case PCI_TO_PCIE_BRIDGE, PCI_BRIDGE, CARDBUS_BRIDGE -> bridge;
      case ROOT_PORT,
          UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          HOST_BRIDGE,
          BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          PCI_DEVICE,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          seen;
    };
  }
}
