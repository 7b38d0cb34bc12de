package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.List;

/// How far marks reach, so that a part of a picture need not paint what is outside of it.
public final class Reach {

  /// No letter is wider than this share of its size.
  private static final double WIDEST = 1.1;

  private Reach() {}

  /// The marks that a part of the picture shows, in their order.
  public static List<Mark> inside(List<Mark> marks, Box part) {
    return marks.stream().filter(mark -> of(mark).overlaps(part)).toList();
  }

  /// A box that holds all that a mark paints, perhaps more.
  static Box of(Mark mark) {
    return switch (mark) {
      case Mark.Rectangle(var box, _, _, _, var stroke) -> box.grownBy(1 + stroke.width());
      case Mark.Line(var points, _, var stroke) -> around(points).grownBy(1 + 2 * stroke.width());
      case Mark.Polygon(var points, _, _, var stroke) ->
          around(points).grownBy(1 + 2 * stroke.width());
      case Mark.Disc(var center, var radius, _, _, var stroke) ->
          new Box(center.x(), center.y(), 0, 0).grownBy(radius + 1 + stroke.width());
      case Mark.Hatching(var box, _, _) -> box.grownBy(2);
      case Mark.Words words -> of(words);
      case Mark.Sign(_, var at, var size, _) -> new Box(at.x(), at.y(), size, size).grownBy(2);
    };
  }

  private static Box of(Mark.Words words) {
    double size = words.type().size();
    double reach = words.text().length() * size * WIDEST + 2;
    return words.upwards()
        ? new Box(words.at().x() - size, words.at().y() - reach, 2 * size, 2 * reach)
        : new Box(words.at().x() - reach, words.at().y() - size, 2 * reach, 2 * size);
  }

  private static Box around(List<Point> points) {
    Box box = new Box(points.getFirst().x(), points.getFirst().y(), 0, 0);
    for (Point point : points) {
      box = box.union(new Box(point.x(), point.y(), 0, 0));
    }
    return box;
  }
}
