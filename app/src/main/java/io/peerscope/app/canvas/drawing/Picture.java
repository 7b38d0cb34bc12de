package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects marks, the hindmost first.
public final class Picture {

  private static final Stroke HAIR = Stroke.solid(1);

  private final List<Mark> marks = new ArrayList<>();

  /// An empty picture.
  public Picture() {}

  public List<Mark> marks() {
    return marks;
  }

  void add(Mark mark) {
    marks.add(mark);
  }

  void fill(Box box, double radius, Tone fill) {
    add(new Mark.Rectangle(box, radius, Optional.of(fill), Optional.empty(), HAIR));
  }

  void panel(Box box, double radius, Tone fill, Tone line) {
    panel(box, radius, fill, line, 1);
  }

  void panel(Box box, double radius, Tone fill, Tone line, double width) {
    add(new Mark.Rectangle(box, radius, Optional.of(fill), Optional.of(line), Stroke.solid(width)));
  }

  void outline(Box box, double radius, Tone line, Stroke stroke) {
    add(new Mark.Rectangle(box, radius, Optional.empty(), Optional.of(line), stroke));
  }

  void line(List<Point> points, Tone tone, Stroke stroke) {
    if (points.size() > 1) {
      add(new Mark.Line(points, tone, stroke));
    }
  }

  void text(String text, double x, double y, Type type, Tone tone) {
    words(text, x, y, Mark.Align.LEFT, type, tone);
  }

  void words(String text, double x, double y, Mark.Align align, Type type, Tone tone) {
    if (!text.isEmpty()) {
      add(new Mark.Words(text, new Point(x, y), align, type, tone, false));
    }
  }

  void upwards(String text, double x, double y, Type type, Tone tone) {
    add(new Mark.Words(text, new Point(x, y), Mark.Align.MIDDLE, type, tone, true));
  }

  void disc(Point center, double radius, Tone fill) {
    add(new Mark.Disc(center, radius, Optional.of(fill), Optional.empty(), HAIR));
  }

  void ring(Point center, double radius, Tone fill, Tone line, double width) {
    add(new Mark.Disc(center, radius, Optional.of(fill), Optional.of(line), Stroke.solid(width)));
  }

  void icon(Icon icon, double x, double y, double size, Tone tone) {
    add(new Mark.Sign(icon, new Point(x, y), size, tone));
  }

  void hexagon(Point center, double radius, Tone fill, Tone line, double width) {
    var points = new ArrayList<Point>();
    for (int corner = 0; corner < 6; corner++) {
      double angle = Math.PI / 3 * corner;
      points.add(
          new Point(
              round(center.x() + radius * StrictMath.cos(angle)),
              round(center.y() + radius * StrictMath.sin(angle))));
    }
    add(new Mark.Polygon(points, Optional.of(fill), Optional.of(line), Stroke.solid(width)));
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
