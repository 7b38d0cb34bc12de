package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;

/// Where something is put.
public sealed interface Place {

  /// Right below a host bridge.
  record OnRootBus(PciBus bus) implements Place {
    @Override
    public String toString() {
      return "root bus " + bus;
    }
  }

  /// On the secondary bus of a bridge; a function that is none is refused with a sentence.
  record Below(PciAddress function) implements Place {
    @Override
    public String toString() {
      return function.toString();
    }
  }
}
