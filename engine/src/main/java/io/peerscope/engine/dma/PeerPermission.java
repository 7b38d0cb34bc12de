package io.peerscope.engine.dma;

import io.peerscope.engine.fact.Reason;

/// What the kernel's P2PDMA code tells the DMA API about a provider and a client.
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
