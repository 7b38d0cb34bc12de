package io.peerscope.app.canvas.drawing;

import java.util.List;

/// How a line is drawn.
///
/// @param dashes lengths of dash and gap in turn; empty for a solid line
public record Stroke(double width, List<Double> dashes) {

  public Stroke {
    dashes = List.copyOf(dashes);
  }

  public static Stroke solid(double width) {
    return new Stroke(width, List.of());
  }

  /// Through the host bridge.
  public static Stroke longDashes(double width) {
    return new Stroke(width, List.of(12.0, 6.0));
  }

  /// Undetermined.
  public static Stroke dotted(double width) {
    return new Stroke(width, List.of(0.1, 2.5 * width));
  }

  /// What lies behind a refusal.
  public static Stroke hairDots() {
    return new Stroke(1.2, List.of(1.2, 4.0));
  }
}
