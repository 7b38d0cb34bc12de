package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import java.util.ArrayList;
import java.util.List;

/// Finds a place for a label near a point, where it hides least of what is drawn.
final class FreeSpot {

  private static final double[] AWAY = {20, 44, 72, 104};

  private final TopologyLayout layout;
  private final Box window;
  private final List<Box> taken = new ArrayList<>();

  FreeSpot(TopologyLayout layout, Box window) {
    this.layout = layout;
    this.window = window;
  }

  /// Keeps later labels off a place.
  void take(Box box) {
    taken.add(box);
  }

  /// A place for a label, which it then takes.
  Box find(Point at, double width, double height) {
    Box best = new Box(at.x() - width / 2, at.y() + AWAY[0], width, height);
    double least = Double.MAX_VALUE;
    for (double away : AWAY) {
      for (double y : new double[] {at.y() + away, at.y() - away - height}) {
        for (double x : new double[] {at.x() - width / 2, at.x() - 24, at.x() + 24 - width}) {
          Box box = within(new Box(x, y, width, height));
          double cost = hidden(box) + away * 2 + (box.contains(at) ? 10_000 : 0);
          if (cost < least) {
            least = cost;
            best = box;
          }
        }
      }
    }
    take(best);
    return best;
  }

  private Box within(Box box) {
    double right = window.right() - box.width() - 8;
    double bottom = window.bottom() - box.height() - 8;
    return new Box(
        Math.max(window.x() + 8, Math.min(right, box.x())),
        Math.max(window.y() + 8, Math.min(bottom, box.y())),
        box.width(),
        box.height());
  }

  private double hidden(Box box) {
    double area = 0;
    for (Box other : taken) {
      area += 2 * shared(other, box);
    }
    for (Item item : layout.itemsIn(box)) {
      area +=
          switch (item) {
            case Item.PortChip _, Item.FunctionCard _, Item.FoldCard _ -> shared(item.box(), box);
            case Item.HostBridgeBar bar -> shared(bar.box().union(bar.memory()), box);
            case Item.SwitchBox _, Item.Frame _ -> 0;
          };
    }
    return area;
  }

  private static double shared(Box a, Box b) {
    double width = Math.min(a.right(), b.right()) - Math.max(a.x(), b.x());
    double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
    return Math.max(0, width) * Math.max(0, height);
  }
}
