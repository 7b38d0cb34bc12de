package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Film;
import io.peerscope.app.canvas.drawing.FilmSheet;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Provenance;
import io.peerscope.app.canvas.layout.Box;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/// Writes the way of a DMA as an animated PNG: a hop takes 250 ms, what is there to be read longer.
///
/// Ours, as no kept library writes APNG; GIF would need `javax.imageio` of java.desktop, and has
/// 256 colours and no more.
final class AnimatedPicture {

  private static final long MOST_PIXELS = 4L << 20;
  private static final double LARGEST_WIDTH = 1500;
  private static final double LARGEST_HEIGHT = 1000;
  private static final int FRAMES_PER_HOP = 6;
  private static final int MILLIS_PER_FRAME = 42;
  private static final int REST_MILLIS = 450;
  private static final int READING_MILLIS = 1300;
  private static final int END_MILLIS = 3000;

  private final Film film;
  private final FilmSheet sheet;
  private final MarksPainter painter;

  /// @param scale pixels per pixel of the picture
  AnimatedPicture(Film whole, Provenance provenance, Palette palette, double scale) {
    Box window = whole.window();
    boolean isLarge = window.width() > LARGEST_WIDTH || window.height() > LARGEST_HEIGHT;
    film = isLarge ? whole.nearTheWay() : whole;
    sheet = new FilmSheet(film, provenance);
    double width = sheet.size().width() * scale;
    double pixels = width * sheet.size().height() * scale;
    double less = Math.min(1, Math.sqrt(MOST_PIXELS / pixels));
    painter = new MarksPainter(palette, sheet.size(), Math.floor(width * less));
  }

  /// @param cancelled asked before each frame
  void writeTo(OutputStream out, BooleanSupplier cancelled) throws IOException {
    var encoder = new ApngEncoder(painter.width(), painter.height());
    for (int step = 0; step < film.steps() && !cancelled.getAsBoolean(); step++) {
      boolean moves = film.moves(step);
      for (int i = 0; moves && i < FRAMES_PER_HOP; i++) {
        add(encoder, step, (double) i / FRAMES_PER_HOP, MILLIS_PER_FRAME);
      }
      boolean isLast = step == film.steps() - 1;
      add(encoder, step, 1, isLast ? END_MILLIS : moves ? REST_MILLIS : READING_MILLIS);
    }
    encoder.writeTo(out);
  }

  private void add(ApngEncoder encoder, int step, double fraction, int millis) throws IOException {
    encoder.addFrame(painter.paint(sheet.frame(step, fraction), 0, painter.height()), millis);
  }
}
