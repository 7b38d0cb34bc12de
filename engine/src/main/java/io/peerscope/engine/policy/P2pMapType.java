package io.peerscope.engine.policy;

/// How a client can reach a provider's memory, spelled as in the kernel (`enum
/// pci_p2pdma_map_type`).
public enum P2pMapType {
  /// The client must be refused.
  NOT_SUPPORTED,
  /// Traffic stays below one common bridge; the client is programmed with the PCI bus address.
  BUS_ADDR,
  /// Traffic crosses a root complex believed able to forward it; the page is mapped as if it were
  /// RAM.
  THRU_HOST_BRIDGE
}
