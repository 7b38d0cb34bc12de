package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.engine.dma.DmaStep;
import java.util.List;

/// The frames of a film to give away: verdict above, picture, what happens in the step and where it
/// comes from below. All frames have one size.
public final class FilmSheet {

  private static final double LEFT = 24;
  private static final double ROW = 18;
  private static final double LEAST_WIDTH = 760;
  private static final double CAPTION = 24 + 4 * ROW;
  private static final int MOST_LINES = 3;

  private final Film film;
  private final Provenance provenance;
  private final TextMeasure measure = new DejaVuMeasure();
  private final List<Mark> ground;
  private final List<String> summary;
  private final double head;
  private final Box size;

  public FilmSheet(Film film, Provenance provenance) {
    this.film = film;
    this.provenance = provenance;
    ground = film.ground();
    Box window = film.window();
    double width = Math.max(LEAST_WIDTH, window.width());
    summary = measure.wrap(film.verdict().summary(), Type.TITLE, width - 2 * LEFT - 32, MOST_LINES);
    head = 40 + summary.size() * ROW;
    size = new Box(window.x(), window.y() - head, width, head + window.height() + CAPTION);
  }

  /// The box around a frame.
  public Box size() {
    return size;
  }

  /// One frame.
  ///
  /// @param fraction how much of the step is over, 0 to 1
  public List<Mark> frame(int step, double fraction) {
    var picture = new Picture();
    ground.forEach(picture::add);
    film.frame(step, fraction).forEach(picture::add);
    cover(picture);
    drawHead(picture);
    drawCaption(picture, film.step(step));
    return picture.marks();
  }

  /// What sticks out of the shown part is covered, so that words can be read.
  private void cover(Picture picture) {
    Box window = film.window();
    picture.fill(new Box(size.x(), size.y(), size.width(), head), 0, Tone.CANVAS);
    picture.fill(
        new Box(window.right(), size.y(), size.right() - window.right(), size.height()),
        0,
        Tone.CANVAS);
    picture.fill(new Box(size.x(), window.bottom(), size.width(), CAPTION), 0, Tone.CANVAS);
  }

  private void drawHead(Picture picture) {
    double x = size.x() + LEFT;
    double y = size.y() + 30;
    Signs.draw(picture, VerdictStyle.of(film.verdict()), new Point(x + 10, y - 4), 10);
    for (String line : summary) {
      picture.text(line, x + 32, y, Type.TITLE, film.tone());
      y += ROW;
    }
  }

  private void drawCaption(Picture picture, DmaStep step) {
    double x = size.x() + LEFT;
    double y = film.window().bottom();
    double room = size.width() - 2 * LEFT;
    picture.line(List.of(new Point(x, y), new Point(x + room, y)), Tone.BORDER, Stroke.solid(1));
    y += 22;
    String count =
        "Step %d of %d · %s · %s"
            .formatted(step.number(), film.steps(), step.event().spelling(), step.at());
    picture.text(count, x, y, Type.STRONG, Tone.MUTED);
    for (String line : measure.wrap(step.decision(), Type.BODY, room, 2)) {
      y += ROW;
      picture.text(line, x, y, Type.BODY, Tone.TEXT);
    }
    double foot = size.bottom() - 12;
    String from = provenance.line();
    picture.words(from, x + room, foot, Mark.Align.RIGHT, Type.SMALL, Tone.MUTED);
    double left = room - measure.width(from, Type.SMALL) - LEFT;
    provenance
        .removedLine()
        .ifPresent(removed ->
            picture.text(
                measure.elide(removed, Type.SMALL, left), x, foot, Type.SMALL, Tone.MUTED));
  }
}
