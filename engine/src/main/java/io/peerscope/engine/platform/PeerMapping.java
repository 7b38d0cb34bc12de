package io.peerscope.engine.platform;

/// How a kernel maps a page behind a peer's BAR for a client, once it knows what to think of the
/// pair.
///
/// Until 5.19 callers asked a function of its own, `pci_p2pdma_map_sg()`; since 6.0 the ordinary
/// `dma_map_sg()` understands such pages (`drivers/pci/p2pdma.c`, `kernel/dma/direct.c`).
///
/// @param offset what is done with the BAR's bus offset
/// @param through what a pair gets that may only meet at the root complex
/// @param refusal what a pair gets that is refused
public record PeerMapping(Offset offset, Through through, Refusal refusal) {

  /// What is done with `bus_offset`, which is bus address minus CPU address.
  public enum Offset {
    /// CPU address plus offset, which is the bus address.
    ADDED,
    /// CPU address minus offset: the wrong sign, and harmless only where the offset is 0.
    SUBTRACTED
  }

  /// How a page is mapped that is reached through the root complex.
  public enum Through {
    /// Like RAM, by the client's own DMA operations.
    DMA_MAP,
    /// Like any other page: by the bus address.
    BUS_ADDRESS
  }

  /// How a caller learns that there is no way.
  public enum Refusal {
    /// The mapping call fails with EREMOTEIO.
    EREMOTEIO("EREMOTEIO", "the DMA API fails with EREMOTEIO"),
    /// The mapping call warns and maps nothing.
    NO_ENTRIES("0 entries", "pci_p2pdma_map_sg() warns once and maps 0 entries"),
    /// The mapping call looks at nothing; callers must have asked for the distance.
    DISTANCE_ONLY(
        "distance -1",
        "pci_p2pdma_distance() answers -1, so the driver does not map; pci_p2pdma_map_sg() itself"
            + " would not look");

    private final String result;
    private final String sentence;

    Refusal(String result, String sentence) {
      this.result = result;
      this.sentence = sentence;
    }

    /// What the caller gets, in a word.
    public String result() {
      return result;
    }

    /// The same in a sentence.
    public String sentence() {
      return sentence;
    }
  }
}
