package io.peerscope.engine.dma;

import io.peerscope.engine.fact.Reason;

/// What whoever decides about peers tells the DMA API of a provider and a client: the kernel's
/// P2PDMA code, or what a strategy has in its place.
public record PeerPermission(Kind kind, Reason reason) {

  public enum Kind {
    /// Map to the bus address.
    DIRECT,
    /// Map as if it were RAM.
    THROUGH_HOST_BRIDGE,
    /// Fail.
    REFUSED,
    /// A fact is missing.
    UNKNOWN
  }
}
