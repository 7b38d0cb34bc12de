package io.peerscope.engine.verdict;

import io.peerscope.engine.fact.Reason;
import java.util.List;

/// What one gate says of a DMA.
public sealed interface GateResult {

  /// What a gate says that was consulted.
  sealed interface Answered extends GateResult {

    /// Why; at least one.
    List<Reason> reasons();
  }

  record Allowed(List<Reason> reasons) implements Answered {
    public Allowed {
      reasons = List.copyOf(reasons);
    }
  }

  record Refused(List<Reason> reasons) implements Answered {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /// A fact is missing that could turn the answer; the reasons name it.
  record Undetermined(List<Reason> reasons) implements Answered {
    public Undetermined {
      reasons = List.copyOf(reasons);
    }
  }

  /// The gate was not consulted.
  record NotAsked() implements GateResult {}
}
