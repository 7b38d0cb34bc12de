package io.peerscope.engine.topology;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.List;

/// The top of a hierarchy: what owns a root bus.
///
/// @param bus the root bus
/// @param functions the functions on that bus in scan order (ascending device and function)
public record HostBridge(PciBus bus, List<PciAddress> functions) {

  public HostBridge {
    functions = List.copyOf(functions);
  }

  @Override
  public String toString() {
    return bus.toString();
  }
}
