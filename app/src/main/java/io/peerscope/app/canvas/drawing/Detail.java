package io.peerscope.app.canvas.drawing;

/// How much is drawn, by scale.
public enum Detail {
  /// Coloured boxes.
  BOXES,
  /// Boxes, icons and lines, no words.
  SHAPES,
  /// Also large addresses on cards and groups, nothing else to read.
  ADDRESSES,
  /// Addresses, names and links.
  NAMES,
  /// Also what is in the functions: BARs.
  EVERYTHING;

  /// What can be told apart at a scale.
  public static Detail atScale(double scale) {
    if (scale < 0.12) {
      return BOXES;
    }
    if (scale < 0.24) {
      return SHAPES;
    }
    if (scale < 0.5) {
      return ADDRESSES;
    }
    return scale < 1.6 ? NAMES : EVERYTHING;
  }
}
