package io.peerscope.app.debugger;

import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.TracePhase;
import java.util.List;

/// How far one goes at once, as in a debugger: into everything, over what belongs together, or out
/// of the part one is in.
///
///     asked · looked up · answers   │ program │ issue │ port … │ walk · walk · walk │ iommu │ arrive
///     over: one stride              │    1    │   1   │   1    │     one stride     │   1   │   1
final class Stride {

  private Stride() {}

  /// Past all steps that belong together with the next one: the entries of a page table, the hooks
  /// of one mapping.
  static int over(List<DmaStep> steps, int from) {
    int next = from + 1;
    while (next + 1 < steps.size() && belongTogether(steps.get(next), steps.get(next + 1))) {
      next++;
    }
    return Math.min(next, steps.size() - 1);
  }

  private static boolean belongTogether(DmaStep one, DmaStep other) {
    return (one.event() == StepEvent.WALK && other.event() == StepEvent.WALK)
        || (isAsking(one.event()) && isAsking(other.event()));
  }

  private static boolean isAsking(StepEvent event) {
    return switch (event) {
      case TRANSLATOR, HOOK, CLASSIFY -> true;
      default -> false;
    };
  }

  /// To the first step of the next part: from mapping to the TLP, from there to the completion.
  static int out(List<DmaStep> steps, int from) {
    TracePhase here = TracePhase.of(steps.get(from).event());
    int next = from;
    while (next + 1 < steps.size() && TracePhase.of(steps.get(next).event()) == here) {
      next++;
    }
    return next;
  }
}
