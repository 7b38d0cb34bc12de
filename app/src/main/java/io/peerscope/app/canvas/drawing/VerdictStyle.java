package io.peerscope.app.canvas.drawing;

import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;

/// The look of a verdict: colour, kind of line and sign, never colour alone.
enum VerdictStyle {
  DIRECT(Tone.DIRECT, Tone.DIRECT_FILL),
  THROUGH_HOST_BRIDGE(Tone.THROUGH, Tone.THROUGH_FILL),
  REFUSED(Tone.REFUSED, Tone.REFUSED_FILL),
  UNDETERMINED(Tone.UNDETERMINED, Tone.UNDETERMINED_FILL);

  private final Tone tone;
  private final Tone fill;

  VerdictStyle(Tone tone, Tone fill) {
    this.tone = tone;
    this.fill = fill;
  }

  static VerdictStyle of(Verdict verdict) {
    return switch (verdict.outcome()) {
      case REFUSED -> REFUSED;
      case UNDETERMINED -> UNDETERMINED;
      case ALLOWED -> isThroughHostBridge(verdict) ? THROUGH_HOST_BRIDGE : DIRECT;
    };
  }

  private static boolean isThroughHostBridge(Verdict verdict) {
    return verdict.outcome() == Outcome.ALLOWED
        && verdict
            .policy()
            .flatMap(policy -> policy.type().ifKnown())
            .filter(type -> type == P2pMapType.THRU_HOST_BRIDGE)
            .isPresent();
  }

  Tone tone() {
    return tone;
  }

  Tone fill() {
    return fill;
  }

  Stroke stroke(double width) {
    return switch (this) {
      case DIRECT, REFUSED -> Stroke.solid(width);
      case THROUGH_HOST_BRIDGE -> Stroke.longDashes(width);
      case UNDETERMINED -> Stroke.dotted(width);
    };
  }
}
