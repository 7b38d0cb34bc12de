package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Origin;

/// A run of CPU physical addresses that devices below a host bridge reach, and where on the bus
/// they find it (`dma-ranges` of a device tree, `struct bus_dma_region`).
///
/// It has nothing to do with the windows, which lead the other way.
///
/// @param hostBridge root bus of the host bridge
/// @param cpu CPU physical addresses
/// @param bus bus addresses of the same length
/// @param origin where it was read
public record InboundRange(PciBus hostBridge, AddressRange cpu, AddressRange bus, Origin origin) {

  public InboundRange {
    if (cpu.size() != bus.size()) {
      throw new IllegalArgumentException(cpu + " and " + bus + " differ in length");
    }
  }
}
