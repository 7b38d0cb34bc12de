package io.peerscope.app.canvas.layout;

import java.util.ArrayList;
import java.util.List;

/// A way with corners; at least one point.
///
/// @param points corners from start to end; a single one for a way that does not move
public record Polyline(List<Point> points) {

  public Polyline {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a way needs a point to be at");
    }
  }

  static Polyline of(Point... points) {
    return new Polyline(List.of(points));
  }

  public Point start() {
    return points.getFirst();
  }

  public Point end() {
    return points.getLast();
  }

  /// The box around the way.
  public Box box() {
    Box box = new Box(start().x(), start().y(), 0, 0);
    for (Point point : points) {
      box = box.union(new Box(point.x(), point.y(), 0, 0));
    }
    return box;
  }

  public double length() {
    double length = 0;
    for (int i = 1; i < points.size(); i++) {
      length += points.get(i - 1).distanceTo(points.get(i));
    }
    return length;
  }

  /// The point that is a fraction of the length away from the start.
  public Point at(double fraction) {
    return upTo(fraction).end();
  }

  /// The first part of the way.
  ///
  /// @param fraction how much of the length, 0 to 1
  public Polyline upTo(double fraction) {
    if (fraction >= 1) {
      return this;
    }
    double left = Math.max(0, fraction) * length();
    var part = new ArrayList<Point>();
    part.add(start());
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      double segment = from.distanceTo(to);
      if (segment >= left) {
        double share = segment == 0 ? 0 : left / segment;
        part.add(
            new Point(
                from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
        return new Polyline(part);
      }
      part.add(to);
      left -= segment;
    }
    return new Polyline(part);
  }

  /// The rest of the way.
  Polyline from(double fraction) {
    return reversed().upTo(1 - fraction).reversed();
  }

  /// This way and another that goes on where it ends, without going there and back in between.
  Polyline then(Polyline next) {
    var all = new ArrayList<Point>(points);
    next.points.forEach(point -> append(all, point));
    return new Polyline(all);
  }

  Polyline reversed() {
    return new Polyline(points.reversed());
  }

  /// Keeps a way simple: drops repeated points and cuts a spike, where it turns back on itself.
  private static void append(List<Point> way, Point point) {
    if (way.getLast().equals(point)) {
      return;
    }
    if (way.size() > 1) {
      Point corner = way.getLast();
      Point before = way.get(way.size() - 2);
      if (turnsBack(before, corner, point)) {
        way.removeLast();
        append(way, point);
        return;
      }
    }
    way.add(point);
  }

  private static boolean turnsBack(Point before, Point corner, Point after) {
    double dx = corner.x() - before.x();
    double dy = corner.y() - before.y();
    double nextX = after.x() - corner.x();
    double nextY = after.y() - corner.y();
    return dx * nextY == dy * nextX && dx * nextX + dy * nextY < 0;
  }
}
