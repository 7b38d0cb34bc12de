package io.peerscope.engine.fact;

import java.util.List;

/// Why a gate answered as it did: a sentence, a stable code, the facts, and what it follows from.
///
/// @param text one sentence for people
/// @param code short stable name in lower-case words joined by `-`, for scripts
/// @param evidence the facts it rests on
/// @param because further reasons that lead to this one, outermost first
public record Reason(String text, String code, List<Evidence> evidence, List<Reason> because) {

  public Reason {
    evidence = List.copyOf(evidence);
    because = List.copyOf(because);
  }

  public static Reason of(String code, String text, Evidence... evidence) {
    return new Reason(text, code, List.of(evidence), List.of());
  }

  /// The same reason, following from others.
  public Reason because(List<Reason> causes) {
    return new Reason(text, code, evidence, causes);
  }
}
