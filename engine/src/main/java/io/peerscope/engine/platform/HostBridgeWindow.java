package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Origin;

/// A memory window of a host bridge, as the kernel logs it: `root bus resource [mem …] (bus address
/// […])`.
///
/// @param hostBridge root bus of the host bridge
/// @param cpu CPU addresses
/// @param bus bus addresses of the same length; equal to `cpu` where the log names none
/// @param origin where it was read
public record HostBridgeWindow(
    PciBus hostBridge, AddressRange cpu, AddressRange bus, Origin origin) {

  /// CPU address minus bus address, modulo 2^64 (`struct resource_entry.offset`).
  public long offset() {
    return cpu.first() - bus.first();
  }
}
