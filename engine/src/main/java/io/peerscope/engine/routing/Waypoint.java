package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;

/// A place that a TLP passes.
public sealed interface Waypoint {

  /// At a function: an endpoint or a port.
  record AtFunction(PciAddress address) implements Waypoint {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// At a host bridge (root complex).
  record AtHostBridge(PciBus bus) implements Waypoint {
    @Override
    public String toString() {
      return "host bridge " + bus;
    }
  }
}
