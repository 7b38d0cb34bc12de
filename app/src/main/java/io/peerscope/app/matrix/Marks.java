package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;

/// The mark and the pattern of each verdict, so that colour never speaks alone.
///
/// Where there is room, a mark: check, arrow over the root complex, bar, question mark. Where there
/// is none, a pattern: direct is a full face, through the host bridge is ruled, refused is hatched,
/// undetermined is dotted.
final class Marks {

  /// The size that the marks are drawn for.
  private static final double NATURAL = 26;

  private static final double[][] CHECK = {{-5, 0, -1.5, 3.5}, {-1.5, 3.5, 5, -4}};
  private static final double[][] OVER = {
    {-6, 3, -4.2, -0.6},
    {-4.2, -0.6, -1.2, -2.6},
    {-1.2, -2.6, 2, -1.8},
    {2, -1.8, 5, 2},
    {1, 2, 5.2, 2.4},
    {5.2, 2.4, 6, -2}
  };
  private static final double[][] BAR = {{-5, -5, 5, 5}};
  private static final double[][] QUESTION = {
    {-3, -3, -1.6, -5.6},
    {-1.6, -5.6, 1.6, -5.6},
    {1.6, -5.6, 3, -3.2},
    {3, -3.2, 0, -0.4},
    {0, -0.4, 0, 1.8},
    {0, 5, 0, 5.2}
  };

  private Marks() {}

  /// Draws a mark around a point.
  ///
  /// @param size of the cell that it belongs to
  static void mark(Pixels onto, VerdictKind kind, double x, double y, double size, int color) {
    double scale = size / NATURAL;
    double thick = Math.max(1.2, 1.9 * scale);
    for (double[] each : strokes(kind)) {
      onto.line(
          x + each[0] * scale,
          y + each[1] * scale,
          x + each[2] * scale,
          y + each[3] * scale,
          thick,
          color);
    }
  }

  private static double[][] strokes(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> CHECK;
      case THROUGH_HOST_BRIDGE -> OVER;
      case REFUSED -> BAR;
      case UNDETERMINED -> QUESTION;
    };
  }

  /// Patterns repeat after so many pixels, across and down.
  static final int PERIOD = 6;

  /// A pattern until it repeats.
  static Pixels pattern(VerdictKind kind, Ink ink) {
    var pattern = new Pixels(PERIOD, PERIOD, ink.background());
    for (int y = 0; y < PERIOD; y++) {
      for (int x = 0; x < PERIOD; x++) {
        pattern.set(x, y, pattern(kind, x, y, ink));
      }
    }
    return pattern;
  }

  /// The pixel of a pattern at a place.
  static int pattern(VerdictKind kind, int x, int y, Ink ink) {
    boolean isInk =
        switch (kind) {
          case DIRECT -> true;
          case THROUGH_HOST_BRIDGE -> y % 3 != 2;
          case REFUSED -> (x + y) % 3 != 0;
          case UNDETERMINED -> x % 2 == 0 && y % 2 == 0;
        };
    int strong = ink.strong(kind);
    return isInk
        ? Ink.mix(ink.background(), strong, kind == VerdictKind.DIRECT ? 0.72 : 1)
        : ink.soft(kind);
  }
}
