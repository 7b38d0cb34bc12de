package io.peerscope.engine.verdict;

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
}
