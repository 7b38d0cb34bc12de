package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The signs of the verdict language: ✓ ↷ ⃠ and ?, drawn so that no font is needed.
final class Signs {

  private Signs() {}

  /// The sign of a verdict on a full disc.
  static void draw(Picture picture, VerdictStyle style, Point center, double radius) {
    picture.ring(center, radius, style.tone(), Tone.CANVAS, 2);
    double unit = radius / 10;
    switch (style) {
      case DIRECT -> stroke(picture, center, unit, -4.5, 0.5, -1.5, 3.5, 4.5, -3.5);
      case THROUGH_HOST_BRIDGE -> {
        stroke(picture, center, unit, -5, 3, -4.4, -0.5, -2, -3, 1, -3, 3.4, -1, 4, 2);
        stroke(picture, center, unit, 1, 0.5, 4, 3, 6.2, -0.4);
      }
      case REFUSED -> stroke(picture, center, unit * 1.05, -5.2, -5.2, 5.2, 5.2);
      case UNDETERMINED ->
          picture.words(
              "?",
              center.x(),
              center.y() + 4.5 * unit,
              Mark.Align.MIDDLE,
              radius > 12 ? Type.HEADING : Type.TITLE,
              Tone.ON_STRONG);
    }
  }

  private static void stroke(Picture picture, Point center, double unit, double... xy) {
    var points = new ArrayList<Point>();
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new Point(center.x() + unit * xy[i], center.y() + unit * xy[i + 1]));
    }
    picture.line(points, Tone.ON_STRONG, Stroke.solid(2.2 * unit));
  }

  /// The tip of an arrow that comes from one point and ends at another.
  static void arrow(Picture picture, Point from, Point to, Tone tone) {
    double length = from.distanceTo(to);
    if (length == 0) {
      return;
    }
    double dx = (to.x() - from.x()) / length;
    double dy = (to.y() - from.y()) / length;
    Point left = new Point(to.x() - 10 * dx - 5.5 * dy, to.y() - 10 * dy + 5.5 * dx);
    Point right = new Point(to.x() - 10 * dx + 5.5 * dy, to.y() - 10 * dy - 5.5 * dx);
    picture.add(
        new Mark.Polygon(
            List.of(to, left, right), Optional.of(tone), Optional.empty(), Stroke.solid(1)));
  }

  /// A bar across a line that goes from one point to another, at its end.
  static void barAcross(Picture picture, Point from, Point at, Tone tone) {
    boolean level = from.y() == at.y();
    picture.line(
        level
            ? List.of(new Point(at.x(), at.y() - 22), new Point(at.x(), at.y() + 22))
            : List.of(new Point(at.x() - 22, at.y()), new Point(at.x() + 22, at.y())),
        tone,
        Stroke.solid(4));
  }
}
