package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.ArrayList;
import java.util.List;

/// The stripes of a hatched box; they may stick out of it and are to be clipped.
final class Hatch {

  static final double WIDTH = 4;
  private static final double STEP = 12;

  private Hatch() {}

  static List<List<Point>> stripes(Box box) {
    var stripes = new ArrayList<List<Point>>();
    for (double x = box.x() - box.height(); x < box.right(); x += STEP) {
      stripes.add(List.of(new Point(x, box.bottom()), new Point(x + box.height(), box.y())));
    }
    return stripes;
  }
}
