package io.peerscope.app.canvas.layout;

import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Optional;

/// A drawn line between something and what is right below it.
///
/// @param points corners of an orthogonal line, from the upper end to the lower one
/// @param bridge the bridge at the upper end; empty at a root bus
/// @param below the function at the lower end that has the link; empty for a mere branch
/// @param label where there is room to write on the line; no width where there is none
/// @param gap whether a bridge is missing in between
public record Wire(
    List<Point> points,
    Optional<PciAddress> bridge,
    Optional<PciAddress> below,
    Box label,
    boolean gap) {

  public Wire {
    points = List.copyOf(points);
  }

  /// The box around the line and its label.
  public Box box() {
    double left = label.x();
    double top = label.y();
    double right = label.right();
    double bottom = label.bottom();
    for (Point point : points) {
      left = Math.min(left, point.x());
      top = Math.min(top, point.y());
      right = Math.max(right, point.x());
      bottom = Math.max(bottom, point.y());
    }
    return new Box(left, top, right - left, bottom - top);
  }
}
