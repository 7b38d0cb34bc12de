package io.peerscope.app.canvas.drawing;

import java.util.ArrayList;
import java.util.List;

/// Tells how wide words are.
public interface TextMeasure {

  /// Width in pixels at scale 1.
  double width(String text, Type type);

  /// The text, or as much of its start as fits with `…` after it; nothing where not even two
  /// letters fit.
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

  /// The text in lines that fit; what does not fit in the last one is cut.
  default List<String> wrap(String text, Type type, double room, int mostLines) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      boolean fits = line.isEmpty() || width(line + " " + word, type) <= room;
      if (!fits && lines.size() < mostLines - 1) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(elide(line.toString(), type, room));
    return lines;
  }

  private static String cut(String text, int length) {
    int end =
        length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end).stripTrailing() + "…";
  }
}
