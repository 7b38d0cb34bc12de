package io.peerscope.engine.dma;

import io.peerscope.engine.fact.Reason;

/// What one soft-IOMMU translator says when it is asked to map a page.
///
/// @param translator where it hangs: a bridge or a host bridge
/// @param kind what it does
/// @param reason why
public record TranslatorAnswer(Place translator, Kind kind, Reason reason) {

  public enum Kind {
    /// It gives the bus address.
    ANSWERS,
    /// It leaves the page to the next one outward, and in the end to the kernel.
    PASSES_OUTWARD,
    /// A fact is missing.
    CANNOT_TELL
  }
}
