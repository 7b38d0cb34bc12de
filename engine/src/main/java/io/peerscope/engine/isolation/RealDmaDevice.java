package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Set;

/// The function whose requester ID stands on the bus for another's DMA (`pci_real_dma_dev`): a VMD
/// function for everything in the domain it opens (`drivers/pci/controller/vmd.c`).
final class RealDmaDevice {

  private static final int FIRST_VMD_DOMAIN = 0x10000;
  private static final int INTEL = 0x8086;
  private static final Set<Integer> VMD_DEVICES =
      Set.of(0x201d, 0x28c0, 0x467f, 0x4c3d, 0x7d0b, 0x9a0b, 0xa77f, 0xad0b, 0xb06f, 0xb60b);

  private final List<PciAddress> volumeManagers;

  RealDmaDevice(Topology topology) {
    this.volumeManagers =
        topology.functions().stream()
            .filter(function -> function.id().ifKnown().filter(RealDmaDevice::isVmd).isPresent())
            .map(PciFunction::address)
            .filter(address -> !isBehindVmd(address))
            .toList();
  }

  private static boolean isVmd(VendorDevice id) {
    return id.vendor() == INTEL && VMD_DEVICES.contains(id.device());
  }

  /// Whether the function is in a domain that a VMD function opened.
  static boolean isBehindVmd(PciAddress address) {
    return Integer.compareUnsigned(address.domain(), FIRST_VMD_DOMAIN) >= 0;
  }

  /// The VMD functions of the machine; which of several opened a domain is not told.
  List<PciAddress> volumeManagers() {
    return volumeManagers;
  }
}
