package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.List;
import java.util.Optional;

/// What hovers over a picture while one draws: a thing that is carried, or a frame.
///
/// @param name what is carried
/// @param at where the pointer is, in the picture's measure
/// @param possible whether it can be let go here
/// @param sentence what letting go does, or why it cannot be
/// @param landing where it would land
/// @param welcome where else it could land
/// @param start where the line begins that is drawn; empty for a thing that is carried
public record Hovering(
    String name,
    Point at,
    boolean possible,
    String sentence,
    Optional<Box> landing,
    List<Box> welcome,
    Optional<Point> start) {

  private static final double WIDTH = 208;
  private static final double HEIGHT = 46;
  private static final double PAD = 12;

  public Hovering {
    welcome = List.copyOf(welcome);
  }

  /// A frame that is being drawn around items.
  public static Picture frame(Box box) {
    var picture = new Picture();
    picture.outline(box, 2, Tone.CLIENT, new Stroke(1.2, List.of(4.0, 3.0)));
    return picture;
  }

  /// Where it could land, in the picture.
  public Picture places() {
    var picture = new Picture();
    for (Box box : welcome) {
      picture.outline(box.grownBy(3), 8, Tone.DIRECT, Stroke.solid(1.2));
    }
    Tone tone = possible ? Tone.DIRECT : Tone.REFUSED;
    landing.ifPresent(box -> {
      picture.outline(box.grownBy(4), 9, tone, Stroke.solid(3));
    });
    start.ifPresent(from -> drawLine(picture, from, tone));
    return picture;
  }

  /// As lines run in the picture: level, across in the middle, level.
  private void drawLine(Picture picture, Point from, Tone tone) {
    double middle = (from.x() + at.x()) / 2;
    picture.line(
        List.of(from, new Point(middle, from.y()), new Point(middle, at.y()), at),
        tone,
        possible ? Stroke.solid(2.5) : new Stroke(2.5, List.of(6.0, 5.0)));
    picture.ring(from, 5, Tone.SURFACE, tone, 2.5);
    picture.ring(at, 5, Tone.SURFACE, tone, 2.5);
  }

  /// The ends of lines that can be drawn from what is below the pointer.
  ///
  /// @param radius in the picture's measure
  public static Picture plugs(List<Point> points, double radius) {
    var picture = new Picture();
    for (Point point : points) {
      picture.ring(point, radius, Tone.SURFACE, Tone.CLIENT, radius / 2.5);
    }
    return picture;
  }

  /// The card at the pointer.
  ///
  /// @param factor how many times larger than the picture it is drawn
  public Picture card(TextMeasure measure, double factor, Box window) {
    var picture = new Picture();
    List<String> lines = measure.wrap(sentence, Type.SMALL, WIDTH - 2 * PAD, 4);
    double height = HEIGHT + 13 * (lines.size() - 1);
    double x = Math.min(at.x() / factor + 14, window.right() / factor - WIDTH - 4);
    double y = Math.min(at.y() / factor + 14, window.bottom() / factor - height - 4);
    Tone line = possible ? Tone.CLIENT : Tone.REFUSED;
    Tone fill = possible ? Tone.CLIENT_FILL : Tone.REFUSED_FILL;
    var box = new Box(x, y, WIDTH, height);
    picture.fill(box, 6, Tone.SURFACE);
    picture.fill(box, 6, fill);
    picture.outline(box, 6, line, new Stroke(1.5, List.of(5.0, 4.0)));
    picture.text(
        measure.elide(name, Type.STRONG, WIDTH - 2 * PAD), x + PAD, y + 19, Type.STRONG, Tone.TEXT);
    double baseline = y + 35;
    for (String text : lines) {
      picture.text(text, x + PAD, baseline, Type.SMALL, possible ? Tone.MUTED : Tone.REFUSED);
      baseline += 13;
    }
    return picture;
  }
}
