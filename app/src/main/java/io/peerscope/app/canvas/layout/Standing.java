package io.peerscope.app.canvas.layout;

import java.util.ArrayList;
import java.util.List;

/// What stands for a function, and how its line gets there; kept in parts, because many functions
/// share the first ones and few are ever asked for the whole.
///
/// @param item its card or chip, or the group it is folded into
/// @param from the upper end of the line, shared by siblings
/// @param path corners from there on
/// @param end where the line ends
record Standing(Item item, List<Point> from, List<Point> path, List<Point> end) {

  /// The corners of the way from what is right above the function down to it.
  List<Point> approach() {
    var points = new ArrayList<Point>(from.size() + path.size() + end.size());
    points.addAll(from);
    points.addAll(path);
    points.addAll(end);
    return List.copyOf(points);
  }
}
