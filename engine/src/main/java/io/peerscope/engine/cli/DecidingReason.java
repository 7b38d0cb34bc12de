package io.peerscope.engine.cli;

import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.ListReturn;
import io.peerscope.engine.verdict.ListVerdict;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;

/// The one reason that stands for a verdict: of the first gate that gave the overall answer.
final class DecidingReason {

  private DecidingReason() {}

  static Reason of(Verdict verdict) {
    for (GateResult result : verdict.gates().values()) {
      List<Reason> reasons = decidingReasons(verdict, result);
      if (!reasons.isEmpty()) {
        return reasons.getFirst();
      }
    }
    return verdict.policy().map(P2pDecision::reason).orElse(verdict.mapping().reason());
  }

  /// An allowed DMA is decided by no gate alone; the policy's reason tells most.
  private static List<Reason> decidingReasons(Verdict verdict, GateResult result) {
    return switch (verdict.outcome()) {
      case ALLOWED -> List.of();
      case REFUSED -> result instanceof GateResult.Refused(var reasons) ? reasons : List.of();
      case UNDETERMINED ->
          result instanceof GateResult.Undetermined(var reasons) ? reasons : List.of();
    };
  }

  /// The reason that stands for the verdict on a list: its own, else that of the first element with
  /// the same verdict.
  static Reason of(ListVerdict verdict) {
    return switch (verdict.returned()) {
      case ListReturn.Failed(_, var reason) when isOfTheList(reason, verdict) -> reason;
      case ListReturn.Undecided(var reason) when isOfTheList(reason, verdict) -> reason;
      case ListReturn.Failed _, ListReturn.Undecided _, ListReturn.Mapped _ ->
          verdict.elements().stream()
              .filter(element -> element.outcome() == verdict.outcome())
              .findFirst()
              .map(DecidingReason::of)
              .orElseThrow();
    };
  }

  private static boolean isOfTheList(Reason reason, ListVerdict verdict) {
    return verdict.elements().stream()
        .noneMatch(element -> element.mapping().reason().equals(reason));
  }
}
