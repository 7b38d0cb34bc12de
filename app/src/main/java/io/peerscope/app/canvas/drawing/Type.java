package io.peerscope.app.canvas.drawing;

/// The kinds of writing in a picture.
///
/// Sizes are in pixels at scale 1.
public enum Type {
  HEADING(16, true, false),
  TITLE(12.5, true, false),
  BODY(11.5, false, false),
  STRONG(11.5, true, false),
  SMALL(10, false, false),
  SMALL_STRONG(10, true, false),
  TINY(8.5, true, false),
  FINE(7, false, false),
  MONO(12, false, true),
  MONO_STRONG(12, true, true),
  MONO_SMALL(10, false, true),
  /// For small scales: larger than the card's own type, as there is nothing else on it.
  LARGE(20, true, false),
  MONO_LARGE(20, false, true);

  private final double size;
  private final boolean bold;
  private final boolean mono;

  Type(double size, boolean bold, boolean mono) {
    this.size = size;
    this.bold = bold;
    this.mono = mono;
  }

  public double size() {
    return size;
  }

  public boolean bold() {
    return bold;
  }

  public boolean mono() {
    return mono;
  }
}
