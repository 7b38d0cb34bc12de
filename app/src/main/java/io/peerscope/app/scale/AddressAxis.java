package io.peerscope.app.scale;

import io.peerscope.engine.address.AddressRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Puts addresses on a line: to scale, but nothing smaller than one can read, and holes folded.
final class AddressAxis {

  /// A stretch between two boundaries.
  ///
  /// @param spans how many spans answer here
  /// @param inside whether a range of the window covers it
  /// @param stretched whether it is drawn larger than it is
  record Segment(
      BigInteger first,
      BigInteger end,
      int spans,
      boolean inside,
      double top,
      double bottom,
      boolean stretched) {

    BigInteger size() {
      return end.subtract(first);
    }

    boolean isHole() {
      return spans == 0 && !inside;
    }
  }

  static final double LABELLED = 29;
  private static final double FREE = 16;
  private static final double HOLE = 36;

  private final List<Segment> segments = new ArrayList<>();

  /// @param spans what is used
  /// @param ranges the window
  /// @param top where the line begins
  /// @param length how long it should be; it becomes longer where that is too short
  AddressAxis(
      Collection<AddressRange> spans, List<AddressRange> ranges, double top, double length) {
    var bounds = new TreeSet<BigInteger>();
    spans.forEach(span -> addBounds(bounds, span));
    ranges.forEach(range -> addBounds(bounds, range));
    List<BigInteger> sorted = List.copyOf(bounds);
    List<Segment> plain = new ArrayList<>();
    for (int at = 0; at + 1 < sorted.size(); at++) {
      plain.add(plain(sorted.get(at), sorted.get(at + 1), spans, ranges));
    }
    place(plain, top, length);
  }

  private static void addBounds(Collection<BigInteger> bounds, AddressRange range) {
    bounds.add(first(range));
    bounds.add(end(range));
  }

  static BigInteger first(AddressRange range) {
    return unsigned(range.first());
  }

  static BigInteger end(AddressRange range) {
    return unsigned(range.last()).add(BigInteger.ONE);
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  private static Segment plain(
      BigInteger first, BigInteger end, Collection<AddressRange> spans, List<AddressRange> ranges) {
    int covering = (int) spans.stream().filter(span -> covers(span, first)).count();
    boolean inside = ranges.stream().anyMatch(range -> covers(range, first));
    return new Segment(first, end, covering, inside, 0, 0, false);
  }

  private static boolean covers(AddressRange range, BigInteger address) {
    return first(range).compareTo(address) <= 0 && address.compareTo(end(range)) < 0;
  }

  private void place(List<Segment> plain, double top, double length) {
    double[] heights = heights(plain, length);
    double y = top;
    for (int at = 0; at < plain.size(); at++) {
      Segment it = plain.get(at);
      boolean stretched = heights[at] < 0;
      double height = Math.abs(heights[at]);
      segments.add(
          new Segment(it.first(), it.end(), it.spans(), it.inside(), y, y + height, stretched));
      y += height;
    }
  }

  /// Heights by size; negative for those that get their least height instead.
  private static double[] heights(List<Segment> plain, double length) {
    double[] heights = new double[plain.size()];
    boolean again = true;
    while (again) {
      double left = length;
      double bytes = 0;
      for (int at = 0; at < heights.length; at++) {
        left -= heights[at] < 0 ? -heights[at] : 0;
        bytes += heights[at] < 0 ? 0 : plain.get(at).size().doubleValue();
      }
      again = false;
      for (int at = 0; at < heights.length; at++) {
        Segment it = plain.get(at);
        double least = least(it);
        if (heights[at] >= 0) {
          double toScale = Math.max(0, left) * it.size().doubleValue() / bytes;
          boolean small = it.isHole() || toScale < least;
          heights[at] = small ? -least : toScale;
          again |= small;
        }
      }
    }
    return heights;
  }

  private static double least(Segment segment) {
    return segment.isHole() ? HOLE : segment.spans() > 0 ? LABELLED : FREE;
  }

  List<Segment> segments() {
    return segments;
  }

  double bottom() {
    return segments.isEmpty() ? 0 : segments.getLast().bottom();
  }

  double top(AddressRange range) {
    return segments.stream()
        .filter(it -> it.first().equals(first(range)))
        .findFirst()
        .map(Segment::top)
        .orElseThrow();
  }

  double bottom(AddressRange range) {
    return segments.stream()
        .filter(it -> it.end().equals(end(range)))
        .findFirst()
        .map(Segment::bottom)
        .orElseThrow();
  }

  /// Whether any part of a range is drawn larger than it is.
  boolean isStretched(AddressRange range) {
    return segments.stream()
        .anyMatch(it ->
            it.stretched()
                && it.first().compareTo(first(range)) >= 0
                && it.end().compareTo(end(range)) <= 0);
  }
}
