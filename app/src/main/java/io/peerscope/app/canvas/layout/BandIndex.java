package io.peerscope.app.canvas.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Finds what lies in a window, by horizontal bands of the picture.
final class BandIndex<T> {

  private static final double BAND = 512;

  private final List<T> things;
  private final Box[] boxes;
  private final int firstBand;

  /// For each band where its numbers begin in [#numbers]; one more for the end of the last.
  private final int[] starts;

  /// Numbers of the things of one band after the other, rising within a band.
  private final int[] numbers;

  BandIndex(List<T> things, Function<T, Box> boxOf) {
    this.things = things;
    this.boxes = new Box[things.size()];
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = boxOf.apply(things.get(i));
      first = Math.min(first, band(boxes[i].y()));
      last = Math.max(last, band(boxes[i].bottom()));
    }
    this.firstBand = boxes.length == 0 ? 0 : first;
    this.starts = new int[boxes.length == 0 ? 1 : last - first + 2];
    count();
    this.numbers = new int[starts[starts.length - 1]];
    fill();
  }

  private void count() {
    for (Box box : boxes) {
      for (int band = band(box.y()); band <= band(box.bottom()); band++) {
        starts[band - firstBand + 1]++;
      }
    }
    for (int band = 1; band < starts.length; band++) {
      starts[band] += starts[band - 1];
    }
  }

  private void fill() {
    int[] next = starts.clone();
    for (int i = 0; i < boxes.length; i++) {
      for (int band = band(boxes[i].y()); band <= band(boxes[i].bottom()); band++) {
        numbers[next[band - firstBand]++] = i;
      }
    }
  }

  /// Everything that overlaps the window, in the order of the list.
  List<T> in(Box window) {
    int first = Math.max(firstBand, band(window.y()));
    int last = Math.min(firstBand + starts.length - 2, band(window.bottom()));
    if (first > last) {
      return List.of();
    }
    boolean all = last - first == starts.length - 2;
    int[] found = all ? allIn(window) : fromBands(window, first, last);
    var inside = new ArrayList<T>(found.length);
    for (int number : found) {
      inside.add(things.get(number));
    }
    return inside;
  }

  private int[] allIn(Box window) {
    var found = new int[boxes.length];
    int count = 0;
    for (int i = 0; i < boxes.length; i++) {
      if (touches(boxes[i], window)) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /// What lies in several bands is taken from the first of them.
  private int[] fromBands(Box window, int first, int last) {
    var found = new int[starts[last - firstBand + 1] - starts[first - firstBand]];
    int count = 0;
    for (int band = first; band <= last; band++) {
      for (int at = starts[band - firstBand]; at < starts[band - firstBand + 1]; at++) {
        Box box = boxes[numbers[at]];
        if (Math.max(first, band(box.y())) == band && touches(box, window)) {
          found[count++] = numbers[at];
        }
      }
    }
    int[] rising = Arrays.copyOf(found, count);
    Arrays.sort(rising);
    return rising;
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
