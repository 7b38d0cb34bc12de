package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;

/// Which part of a picture is seen, and how large: screen = picture × scale + offset.
///
/// @param scale pixels on screen per pixel of the picture
/// @param left where x = 0 of the picture is on screen
/// @param top where y = 0 of the picture is on screen
record Viewport(double scale, double left, double top) {

  private static final double LEAST = 0.01;

  /// The whole of a very large machine is shown even smaller.
  private static final double LEAST_FIT = 0.0001;

  private static final double MOST = 8;
  private static final double LARGEST_FIT = 1.25;

  /// Below this scale names can hardly be read.
  private static final double READABLE = 0.55;

  /// Around what must be seen: room for labels.
  private static final double PART_MARGIN = 40;

  static final Viewport START = new Viewport(1, 0, 0);

  Point toPicture(double x, double y) {
    return new Point((x - left) / scale, (y - top) / scale);
  }

  /// The part of the picture behind a screen area that starts at 0, 0.
  Box window(double width, double height) {
    return new Box(-left / scale, -top / scale, width / scale, height / scale);
  }

  Viewport movedBy(double dx, double dy) {
    return new Viewport(scale, left + dx, top + dy);
  }

  /// Larger or smaller, with the point of the picture below a screen point staying there.
  Viewport zoomedAt(double x, double y, double factor) {
    double least = Math.min(LEAST, scale);
    double next = Math.max(least, Math.min(MOST, scale * factor));
    double real = next / scale;
    return new Viewport(next, x - (x - left) * real, y - (y - top) * real);
  }

  /// The whole of a box in the middle of the screen.
  static Viewport fitting(Box box, double width, double height) {
    double scale = fittingScale(box, width, height);
    return new Viewport(
        scale, width / 2 - box.centerX() * scale, height / 2 - box.centerY() * scale);
  }

  private static double fittingScale(Box box, double width, double height) {
    double scale = Math.min(width / box.width(), height / box.height());
    return Math.max(LEAST_FIT, Math.min(LARGEST_FIT, scale));
  }

  /// Whether words can be read where the whole of a box is shown.
  static boolean isReadable(Box box, double width, double height) {
    return fittingScale(box, width, height) >= READABLE;
  }

  /// The whole of a box where it can still be read, else its upper part in full width.
  static Viewport opening(Box box, double width, double height) {
    if (isReadable(box, width, height)) {
      return fitting(box, width, height);
    }
    double scale = Math.max(READABLE, Math.min(1, width / box.width()));
    return new Viewport(scale, Math.max(0, (width - box.width() * scale) / 2), 0);
  }

  /// A part of the picture as large as it fits, with as much as possible of the rest around it.
  ///
  /// @param part what must be seen
  /// @param all the whole picture
  static Viewport around(Box part, Box all, double width, double height) {
    Box room = part.grownBy(PART_MARGIN);
    double scale = Math.max(LEAST, Math.min(1, fittingScale(room, width, height)));
    return new Viewport(
        scale,
        held(width / 2 - room.centerX() * scale, width - all.width() * scale),
        held(height / 2 - room.centerY() * scale, height - all.height() * scale));
  }

  /// An offset that shows no emptiness beside the picture; in the middle where all of it fits.
  private static double held(double offset, double spare) {
    return spare >= 0 ? spare / 2 : Math.clamp(offset, spare, 0);
  }

  /// Whether a part of the picture is seen as a whole.
  boolean shows(Box part, double width, double height) {
    Box window = window(width, height);
    return window.x() <= part.x()
        && window.y() <= part.y()
        && part.right() <= window.right()
        && part.bottom() <= window.bottom();
  }

  /// The same size, with a point of the picture in the middle.
  Viewport lookingAt(Point point, double width, double height) {
    return new Viewport(scale, width / 2 - point.x() * scale, height / 2 - point.y() * scale);
  }

  Viewport centeredOn(Point point, double width, double height) {
    double readable = Math.max(scale, READABLE);
    return new Viewport(
        readable, width / 2 - point.x() * readable, height / 2 - point.y() * readable);
  }
}
