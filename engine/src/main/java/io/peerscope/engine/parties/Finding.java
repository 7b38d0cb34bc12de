package io.peerscope.engine.parties;

import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import java.util.List;

/// What the facts say of one condition.
///
/// @param state whether it holds
/// @param reason why
record Finding(State state, Reason reason) {

  static Finding of(State state, String code, String text, Evidence... evidence) {
    return new Finding(state, Reason.of(code, text, evidence));
  }

  static Finding of(State state, String code, String text, List<Evidence> evidence) {
    return new Finding(state, new Reason(text, code, evidence, List.of()));
  }
}
