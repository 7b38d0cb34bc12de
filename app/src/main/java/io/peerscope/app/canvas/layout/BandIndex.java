package io.peerscope.app.canvas.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Finds what lies in a window, by horizontal bands of the picture.
final class BandIndex<T> {

  private static final double BAND = 512;

  private final List<T> things;
  private final Function<T, Box> boxOf;
  private final Map<Integer, List<Integer>> bands = new HashMap<>();

  BandIndex(List<T> things, Function<T, Box> boxOf) {
    this.things = things;
    this.boxOf = boxOf;
    for (int i = 0; i < things.size(); i++) {
      Box box = boxOf.apply(things.get(i));
      for (int band = band(box.y()); band <= band(box.bottom()); band++) {
        bands.computeIfAbsent(band, _ -> new ArrayList<>()).add(i);
      }
    }
  }

  /// Everything that overlaps the window, in the order of the list.
  List<T> in(Box window) {
    int first = band(window.y());
    int last = band(window.bottom());
    if (last - first > bands.size()) {
      return things.stream().filter(thing -> touches(boxOf.apply(thing), window)).toList();
    }
    var found = new ArrayList<Integer>();
    for (int band = first; band <= last; band++) {
      for (int i : bands.getOrDefault(band, List.of())) {
        Box box = boxOf.apply(things.get(i));
        if (touches(box, window) && Math.max(first, band(box.y())) == band) {
          found.add(i);
        }
      }
    }
    found.sort(null);
    return found.stream().map(things::get).toList();
  }

  /// As overlap, but lines without a width count too.
  private static boolean touches(Box box, Box window) {
    return box.x() <= window.right()
        && window.x() <= box.right()
        && box.y() <= window.bottom()
        && window.y() <= box.bottom();
  }

  private static int band(double y) {
    return (int) Math.floor(y / BAND);
  }
}
