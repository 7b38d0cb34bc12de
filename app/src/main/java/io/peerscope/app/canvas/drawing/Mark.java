package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.List;
import java.util.Optional;

/// One thing to draw, in coordinates of the layout and without any colour.
public sealed interface Mark {

  /// A rectangle with round corners.
  record Rectangle(Box box, double radius, Optional<Tone> fill, Optional<Tone> line, Stroke stroke)
      implements Mark {}

  /// A line with corners.
  record Line(List<Point> points, Tone tone, Stroke stroke) implements Mark {
    public Line {
      points = List.copyOf(points);
    }
  }

  /// A closed shape with corners.
  record Polygon(List<Point> points, Optional<Tone> fill, Optional<Tone> line, Stroke stroke)
      implements Mark {
    public Polygon {
      points = List.copyOf(points);
    }
  }

  record Disc(Point center, double radius, Optional<Tone> fill, Optional<Tone> line, Stroke stroke)
      implements Mark {}

  /// A rectangle filled with slanted stripes.
  record Hatching(Box box, Tone fill, Tone stripes) implements Mark {}

  /// Words, already cut to fit.
  ///
  /// @param at left end, middle or right end of the base line
  /// @param upwards whether the words run from bottom to top
  record Words(String text, Point at, Align align, Type type, Tone tone, boolean upwards)
      implements Mark {}

  /// An icon of the 16-pixel family.
  ///
  /// @param at its left upper corner
  record Sign(Icon icon, Point at, double size, Tone tone) implements Mark {}

  /// Which part of the words is at the given point.
  enum Align {
    LEFT,
    MIDDLE,
    RIGHT
  }
}
