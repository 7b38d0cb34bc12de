package io.peerscope.engine.verdict;

import java.util.Map;

/// The verdict over all gates: refused if any asked gate refuses, else undetermined if any is.
public enum Outcome {
  ALLOWED("allowed"),
  REFUSED("refused"),
  UNDETERMINED("undetermined");

  private final String spelling;

  Outcome(String spelling) {
    this.spelling = spelling;
  }

  public String spelling() {
    return spelling;
  }

  static Outcome of(Map<Gate, GateResult> gates) {
    if (gates.values().stream().anyMatch(GateResult.Refused.class::isInstance)) {
      return REFUSED;
    }
    return gates.values().stream().anyMatch(GateResult.Undetermined.class::isInstance)
        ? UNDETERMINED
        : ALLOWED;
  }
}
