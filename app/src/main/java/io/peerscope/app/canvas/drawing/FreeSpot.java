package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.app.canvas.layout.Wire;
import java.util.ArrayList;
import java.util.List;

/// Finds a place for a label near a point, where it hides least of what is drawn.
final class FreeSpot {

  private static final double[] AWAY = {5, 12, 20, 32, 44, 58, 72, 88, 104, 128, 160, 200, 240};

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

  /// A place for a label above or below what it belongs to, which it then takes.
  Box find(Box anchor, double width, double height) {
    double middle = anchor.centerX();
    Box best = new Box(middle - width / 2, anchor.bottom() + AWAY[0], width, height);
    double least = Double.MAX_VALUE;
    for (double away : AWAY) {
      for (double y : new double[] {anchor.bottom() + away, anchor.y() - away - height}) {
        for (double x : new double[] {middle - width / 2, middle - 24, middle + 24 - width}) {
          Box box = within(new Box(x, y, width, height));
          boolean hidesAnchor = box.overlaps(anchor.grownBy(2));
          boolean isReached = box.x() <= middle && middle <= box.right();
          double cost =
              hidden(box)
                  + hidden(leader(anchor, box))
                  + away * 4
                  + (hidesAnchor ? 20_000 : 0)
                  + (isReached ? 0 : 5_000);
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

  /// The strip of the line that leads from the anchor to its label.
  private static Box leader(Box anchor, Box box) {
    boolean isBelow = box.y() >= anchor.bottom();
    double from = isBelow ? anchor.bottom() : box.bottom();
    double to = isBelow ? box.y() : anchor.y();
    return new Box(anchor.centerX() - 8, from, 16, Math.max(0, to - from));
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

  /// How much of what can be read would be hidden.
  private double hidden(Box box) {
    double area = 0;
    for (Box other : taken) {
      area += 3 * shared(other, box);
    }
    for (Item item : layout.itemsIn(box)) {
      area +=
          switch (item) {
            case Item.PortChip _, Item.FunctionCard _, Item.FoldCard _ ->
                2 * shared(item.box().grownBy(2), box);
            case Item.HostBridgeBar bar -> shared(bar.box().union(bar.memory()), box);
            case Item.SwitchBox aSwitch -> 2 * shared(title(aSwitch.box()), box);
            case Item.Frame frame ->
                frame.title().isEmpty() ? 0 : 0.5 * shared(title(frame.box()), box);
          };
    }
    for (Wire wire : layout.wiresIn(box)) {
      area += wire.label().width() > 40 ? 1.5 * shared(words(wire.label()), box) : 0;
    }
    return area;
  }

  private static Box title(Box box) {
    return new Box(box.x(), box.y(), box.width(), Math.min(28, box.height()));
  }

  /// Where the words on a wire are, in the middle of their room.
  private static Box words(Box room) {
    double width = Math.min(room.width(), 84);
    return new Box(room.centerX() - width / 2, room.centerY() - 20, width, 40);
  }

  private static double shared(Box a, Box b) {
    double width = Math.min(a.right(), b.right()) - Math.max(a.x(), b.x());
    double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
    return Math.max(0, width) * Math.max(0, height);
  }
}
