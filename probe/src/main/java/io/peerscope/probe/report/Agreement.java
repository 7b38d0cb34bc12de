package io.peerscope.probe.report;

/// How a prediction and an observation stand to each other.
public enum Agreement {
  AGREE("agree"),
  DISAGREE("disagree"),
  /// They speak of different things, or one of them is missing.
  NOT_COMPARABLE("not comparable");

  private final String word;

  Agreement(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
