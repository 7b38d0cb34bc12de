package io.peerscope.engine.dma;

import io.peerscope.engine.fact.Reason;

/// What the hook of a strategy says when it is asked to map a page.
///
/// @param hook what is asked
/// @param at where it hangs
/// @param kind what it says
/// @param reason why
public record HookAnswer(Hook hook, Place at, Kind kind, Reason reason) {

  /// What can be asked.
  public enum Hook {
    /// A soft-IOMMU on a bridge.
    TRANSLATOR("translator", "the translator on %s"),
    /// The DMA operations of the client.
    INITIATOR_OPS("initiator-ops", "the same-segment helper of %s"),
    /// What `get_dma_ops()` gives for device memory in place of the client's operations.
    SHIM("shim", "the shim before the DMA operations of %s"),
    /// The helper of the target's pagemap.
    TARGET_HELPER("target-helper", "the pagemap helper of %s");

    private final String code;
    private final String words;

    Hook(String code, String words) {
      this.code = code;
      this.words = words;
    }

    /// For scripts.
    public String code() {
      return code;
    }
  }

  /// What can be answered; the first four are those of Herrenschmidt's helper.
  public enum Kind {
    /// Use the bus address, and do not map it in the IOMMU.
    USE_BUS_ADDRESS,
    /// Use the bus address, and map it in the IOMMU.
    USE_AND_MAP,
    /// Leave it to the next one outward, and in the end to the DMA operations below.
    PROCEED,
    /// The mapping call fails.
    FAIL,
    /// A fact is missing.
    CANNOT_TELL
  }

  /// `the translator on 0000:01:00.0`.
  public String asker() {
    return hook.words.formatted(at);
  }
}
