package io.peerscope.app.canvas.layout;

/// A point of the picture; x grows to the right, y downwards, in pixels at scale 1.
public record Point(double x, double y) {

  public double distanceTo(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }
}
