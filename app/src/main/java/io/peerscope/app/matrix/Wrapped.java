package io.peerscope.app.matrix;

import java.util.ArrayList;
import java.util.List;

/// A sentence in lines of a length; what has no room ends in an ellipsis.
final class Wrapped {

  private Wrapped() {}

  /// @param letters of a line
  /// @param most number of lines
  static List<String> lines(String sentence, int letters, int most) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + word.length() + 1 > letters && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    if (lines.size() <= most) {
      return lines;
    }
    if (most <= 0) {
      return List.of();
    }
    List<String> kept = new ArrayList<>(lines.subList(0, most));
    kept.set(most - 1, kept.getLast() + " …");
    return kept;
  }
}
