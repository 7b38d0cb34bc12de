package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;

/// Labels and signs stay readable where the picture is small: they are drawn in a space of their
/// own, so many times the size of the picture's.
///
/// @param factor how much larger labels are than the picture, at least 1
record LabelSpace(double factor) {

  /// Where a point of the picture is among the labels.
  Point in(Point point) {
    return new Point(point.x() / factor, point.y() / factor);
  }

  Box in(Box box) {
    return new Box(box.x() / factor, box.y() / factor, box.width() / factor, box.height() / factor);
  }

  /// A length among the labels, in the picture.
  double out(double length) {
    return length * factor;
  }
}
