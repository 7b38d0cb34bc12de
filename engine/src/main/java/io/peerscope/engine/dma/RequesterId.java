package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.routing.RequesterIds;
import io.peerscope.engine.topology.Topology;

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
    return RequesterIds.atTheTop(topology, client);
  }
}
