package io.peerscope.engine.diagnostic;

/// How badly a diagnostic hurts.
public enum Severity {
  /// Something could not be read and is missing from the result.
  ERROR("error"),
  /// Something was read, but is doubtful or incomplete.
  WARNING("warning"),
  /// Worth knowing; nothing is lost.
  INFO("info");

  private final String spelling;

  Severity(String spelling) {
    this.spelling = spelling;
  }

  public String spelling() {
    return spelling;
  }
}
