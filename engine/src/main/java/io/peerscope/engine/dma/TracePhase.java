package io.peerscope.engine.dma;

/// The parts of a DMA, in their order.
public enum TracePhase {
  /// The driver asks for an address and gets one.
  MAPPING,
  /// The request is under way.
  REQUEST,
  /// The completion is on its way back.
  COMPLETION,
  /// Nothing follows: it was refused, or nobody knows.
  END;

  /// The part that a step belongs to.
  public static TracePhase of(StepEvent event) {
    return switch (event) {
      case MAP, TRANSLATOR, HOOK, CLASSIFY, PROGRAM -> MAPPING;
      case ISSUE, UPSTREAM, REDIRECT, DOWNSTREAM, WALK, IOMMU, FORWARD, ARRIVE -> REQUEST;
      case COMPLETION, COMPLETE -> COMPLETION;
      case REFUSE, UNKNOWN -> END;
    };
  }
}
