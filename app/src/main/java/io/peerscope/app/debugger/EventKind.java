package io.peerscope.app.debugger;

import io.peerscope.engine.dma.StepEvent;

/// Kinds of steps, to filter the list of events by.
public enum EventKind {
  MAPPING("Mapping"),
  ROUTING("Routing"),
  IOMMU("IOMMU"),
  COMPLETION("Completion"),
  END("Refusal");

  private final String label;

  EventKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public static EventKind of(StepEvent event) {
    return switch (event) {
      case MAP, TRANSLATOR, HOOK, CLASSIFY, PROGRAM -> MAPPING;
      case ISSUE, UPSTREAM, REDIRECT, DOWNSTREAM, FORWARD, ARRIVE -> ROUTING;
      case WALK, IOMMU -> IOMMU;
      case COMPLETION, COMPLETE -> COMPLETION;
      case REFUSE, UNKNOWN -> END;
    };
  }
}
