package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;

/// Where a step of a DMA happens; what the canvas puts the packet on.
public sealed interface Place {

  /// At a function: an endpoint or a port on the way.
  record AtFunction(PciAddress address) implements Place {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// At a host bridge (root complex).
  record AtHostBridge(PciBus bus) implements Place {
    @Override
    public String toString() {
      return "host-bridge " + bus;
    }
  }

  /// In the RAM behind a host bridge.
  record AtMemory(PciBus behind) implements Place {
    @Override
    public String toString() {
      return "memory";
    }
  }

  /// Somewhere the input does not tell.
  record Untold() implements Place {
    @Override
    public String toString() {
      return "unknown";
    }
  }
}
