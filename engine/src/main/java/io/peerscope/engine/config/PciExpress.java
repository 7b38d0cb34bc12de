package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;
import java.util.Optional;

/// The PCI Express capability (id 0x10).
///
/// @param type Device/Port Type; empty for a reserved code
/// @param slot whether the port has a slot
/// @param maximum what the link could do (Link Capabilities); unknown for functions without a link
/// @param current what the link does now (Link Status)
/// @param portNumber number of the port (Link Capabilities bits 31:24)
/// @param atomicOps what it does with atomic operations
public record PciExpress(
    int offset,
    Optional<PortType> type,
    boolean slot,
    Fact<Link> maximum,
    Fact<Link> current,
    Fact<Integer> portNumber,
    AtomicOps atomicOps)
    implements Capability {

  /// The same port with another link.
  public PciExpress withLink(Fact<Link> newMaximum, Fact<Link> newCurrent) {
    return new PciExpress(offset, type, slot, newMaximum, newCurrent, portNumber, atomicOps);
  }
}
