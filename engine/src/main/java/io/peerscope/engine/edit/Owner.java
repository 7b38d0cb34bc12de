package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;

/// Whose windows hold an address: those of a bridge, or of a host bridge.
sealed interface Owner {

  record Port(PciAddress bridge) implements Owner {}

  record Root(PciBus bus) implements Owner {}
}
