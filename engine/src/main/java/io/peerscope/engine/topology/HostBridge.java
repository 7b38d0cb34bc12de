package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import java.util.List;
import java.util.Optional;

/// The top of a hierarchy: what owns a root bus.
///
/// @param bus the root bus
/// @param functions the functions on that bus in scan order (ascending device and function)
/// @param openedBy the function that made this host bridge, such as a VMD function, and whose
///   requester ID all DMA from below carries (`pci_real_dma_dev`); empty for one that firmware
///   describes
public record HostBridge(
    PciBus bus, List<PciAddress> functions, Optional<Fact<PciAddress>> openedBy) {

  public HostBridge {
    functions = List.copyOf(functions);
  }

  @Override
  public String toString() {
    return bus.toString();
  }
}
