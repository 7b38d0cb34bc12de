package io.peerscope.engine.verdict;

import io.peerscope.engine.fact.Reason;
import java.util.List;

/// What one gate says of a DMA.
public sealed interface GateResult {

  record Allowed(List<Reason> reasons) implements GateResult {
    public Allowed {
      reasons = List.copyOf(reasons);
    }
  }

  record Refused(List<Reason> reasons) implements GateResult {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /// A fact is missing that could turn the answer; the reasons name it.
  record Undetermined(List<Reason> reasons) implements GateResult {
    public Undetermined {
      reasons = List.copyOf(reasons);
    }
  }

  /// The gate was not consulted.
  record NotAsked() implements GateResult {}
}
