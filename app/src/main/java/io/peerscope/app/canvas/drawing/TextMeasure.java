package io.peerscope.app.canvas.drawing;

/// Tells how wide words are.
public interface TextMeasure {

  /// Width in pixels at scale 1.
  double width(String text, Type type);

  /// The text, or as much of its start as fits with `…` after it; nothing where not even two letters
  /// fit.
  default String elide(String text, Type type, double room) {
    if (width(text, type) <= room) {
      return text;
    }
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (width(cut(text, middle), type) <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low < 2 ? "" : cut(text, low);
  }

  private static String cut(String text, int length) {
    int end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end).stripTrailing() + "…";
  }
}
