package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the next function to go to with a key.
final class KeyboardWalk {

  private final List<Item> items;

  /// In reading order; sorted when the first key asks.
  private Optional<List<Item>> sorted = Optional.empty();

  KeyboardWalk(List<Item> items) {
    this.items = items;
  }

  private List<Item> stops() {
    if (sorted.isEmpty()) {
      sorted =
          Optional.of(items.stream().filter(KeyboardWalk::canStop).sorted(READING_ORDER).toList());
    }
    return sorted.get();
  }

  private static final Comparator<Item> READING_ORDER =
      Comparator.<Item>comparingDouble(item -> item.box().centerY())
          .thenComparingDouble(item -> item.box().x());

  private static boolean canStop(Item item) {
    return switch (item) {
      case Item.PortChip _, Item.FunctionCard _, Item.FoldCard _ -> true;
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> false;
    };
  }

  /// The next one from top to bottom; empty after the last.
  Optional<Item> after(Optional<Item> from, int step) {
    List<Item> stops = stops();
    int at = from.map(stops::indexOf).orElse(step > 0 ? -1 : stops.size());
    int next = at + step;
    return next < 0 || next >= stops.size() ? Optional.empty() : Optional.of(stops.get(next));
  }

  /// The nearest one in a direction; what lies straight ahead counts as nearer.
  Optional<Item> towards(Item from, int dx, int dy) {
    Point here = from.box().center();
    return stops().stream()
        .filter(item -> ahead(here, item.box(), dx, dy) > 1)
        .min(
            Comparator.comparingDouble(
                item -> ahead(here, item.box(), dx, dy) + 2.5 * aside(here, item.box(), dx, dy)));
  }

  private static double ahead(Point here, Box box, int dx, int dy) {
    return (box.centerX() - here.x()) * dx + (box.centerY() - here.y()) * dy;
  }

  private static double aside(Point here, Box box, int dx, int dy) {
    return Math.abs((box.centerX() - here.x()) * dy) + Math.abs((box.centerY() - here.y()) * dx);
  }
}
