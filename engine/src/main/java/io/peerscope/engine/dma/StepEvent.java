package io.peerscope.engine.dma;

/// What happens in one step of a DMA.
public enum StepEvent {
  /// The client's driver asks the DMA API for an address.
  MAP("map"),
  /// A soft-IOMMU translator is asked, or passes the page outward.
  TRANSLATOR("translator"),
  /// The hook of another strategy is asked, and answers.
  HOOK("hook"),
  /// The page is found to be RAM or a device's memory.
  CLASSIFY("classify"),
  /// The client is programmed with an address.
  PROGRAM("program"),
  /// The client sends the TLP.
  ISSUE("issue"),
  /// A port passes the TLP towards the root complex: nothing below claims the address.
  UPSTREAM("upstream"),
  /// A port sends the TLP upstream although a sibling claims the address (ACS).
  REDIRECT("redirect"),
  /// A window claims the address and the TLP turns or goes on downstream.
  DOWNSTREAM("downstream"),
  /// The IOMMU reads one entry of a page table.
  WALK("walk"),
  /// The root complex looks the address up in the IOMMU, or passes it unchanged.
  IOMMU("iommu"),
  /// The root complex forwards the TLP to another root port or host bridge.
  FORWARD("forward"),
  /// The TLP arrives.
  ARRIVE("arrive"),
  /// A completion travels back one hop.
  COMPLETION("completion"),
  /// The completion reaches the client.
  COMPLETE("complete"),
  /// The DMA is refused here; the last step.
  REFUSE("refuse"),
  /// Nobody can say how it goes on; the last step.
  UNKNOWN("unknown");

  private final String spelling;

  StepEvent(String spelling) {
    this.spelling = spelling;
  }

  public String spelling() {
    return spelling;
  }
}
