package io.peerscope.app.document;

/// What a click and a drag mean.
public enum Mode {
  /// They change the machine: a drag moves and connects.
  DRAW("Draw"),
  /// They ask: the first click picks the client, the next one the target.
  TRACE("Trace");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public Mode other() {
    return this == DRAW ? TRACE : DRAW;
  }
}
