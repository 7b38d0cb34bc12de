package io.peerscope.app.scale;

import io.peerscope.engine.address.AddressRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// One line of numbers that several columns share, so that the same number is at the same height in
/// all of them.
///
/// Ranges that begin at one number have their labels below each other: the axis leaves room there.
///
///     0x0 ┬ RAM            a hole is folded to a few pixels
///         │                small ranges are enlarged until their label can be read
///         ⋮
///     0x8000_0000 ┬ window
///                 └┬ BAR 0
public final class ElasticAxis {

  /// How numbers become heights.
  public enum Scale {
    /// Holes folded, small ranges enlarged.
    ELASTIC("Elastic"),
    /// Every range by the logarithm of its size, holes too.
    LOGARITHMIC("Log"),
    /// A byte is a byte.
    TRUE("To scale");

    private final String label;

    Scale(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /// Room that a label takes.
  public static final double LABEL = 30;

  private static final double HOLE = 22;
  private static final double LEAST = 9;

  private static final Comparator<Long> UNSIGNED = Long::compareUnsigned;

  /// A stretch between two boundaries.
  ///
  /// @param top where its numbers begin, below the labels of what begins here
  private record Segment(
      long first, long last, boolean isHole, double labels, double top, double bottom) {}

  private final List<Segment> segments;

  /// @param columns the ranges of each column
  /// @param length how high it should be; it becomes higher where that is too little
  public ElasticAxis(List<List<AddressRange>> columns, Scale scale, double start, double length) {
    segments = place(plain(columns), scale, start, length);
  }

  private static List<Segment> plain(List<List<AddressRange>> columns) {
    List<AddressRange> all = columns.stream().flatMap(Collection::stream).toList();
    var starts = new TreeSet<>(UNSIGNED);
    long end = 0;
    for (AddressRange range : all) {
      starts.add(range.first());
      if (range.last() != -1L) {
        starts.add(range.last() + 1);
      }
      end = Long.compareUnsigned(range.last(), end) > 0 ? range.last() : end;
    }
    List<Long> sorted = new ArrayList<>(starts);
    List<Segment> plain = new ArrayList<>();
    for (int at = 0; at < sorted.size(); at++) {
      long first = sorted.get(at);
      if (Long.compareUnsigned(first, end) > 0) {
        break;
      }
      long last = at + 1 < sorted.size() ? sorted.get(at + 1) - 1 : end;
      boolean isHole = all.stream().noneMatch(range -> range.contains(first));
      plain.add(new Segment(first, last, isHole, labels(columns, first), 0, 0));
    }
    return plain;
  }

  /// Room for the labels of all but the last of the ranges that begin at a number.
  private static double labels(List<List<AddressRange>> columns, long first) {
    long most =
        columns.stream()
            .mapToLong(ranges -> ranges.stream().filter(range -> range.first() == first).count())
            .max()
            .orElse(0);
    return Math.max(0, most - 1) * LABEL;
  }

  private static List<Segment> place(
      List<Segment> plain, Scale scale, double start, double length) {
    double fixed = 0;
    double weights = 0;
    for (Segment segment : plain) {
      fixed += least(segment, scale) + labelsIn(segment, scale);
      weights += weight(segment, scale);
    }
    double free = Math.max(0, length - fixed);
    List<Segment> placed = new ArrayList<>();
    double y = start;
    for (Segment segment : plain) {
      double top = y + labelsIn(segment, scale);
      double height =
          least(segment, scale) + (weights == 0 ? 0 : free * weight(segment, scale) / weights);
      placed.add(
          new Segment(
              segment.first(),
              segment.last(),
              segment.isHole(),
              labelsIn(segment, scale),
              top,
              top + height));
      y = top + height;
    }
    return placed;
  }

  private static double labelsIn(Segment segment, Scale scale) {
    return scale == Scale.TRUE ? 0 : segment.labels();
  }

  private static double least(Segment segment, Scale scale) {
    return switch (scale) {
      case TRUE -> 0;
      case LOGARITHMIC -> segment.isHole() ? LEAST : LABEL;
      case ELASTIC -> segment.isHole() ? HOLE : LABEL;
    };
  }

  private static double weight(Segment segment, Scale scale) {
    double size = size(segment);
    return switch (scale) {
      case TRUE -> size;
      case LOGARITHMIC -> Math.log(size + 1);
      case ELASTIC -> segment.isHole() ? 0 : Math.log(size / 4096 + 2);
    };
  }

  private static double size(Segment segment) {
    return unsigned(segment.last() - segment.first()) + 1;
  }

  private static double unsigned(long value) {
    return value >= 0 ? (double) value : (double) value + 0x1p64;
  }

  public double bottom() {
    return segments.isEmpty() ? 0 : segments.getLast().bottom();
  }

  /// The height of a number; of one that no range and no hole holds, the nearest end.
  public double y(long number) {
    for (Segment segment : segments) {
      if (Long.compareUnsigned(number, segment.last()) <= 0) {
        double part =
            Long.compareUnsigned(number, segment.first()) <= 0
                ? 0
                : unsigned(number - segment.first()) / size(segment);
        return segment.top() + part * (segment.bottom() - segment.top());
      }
    }
    return bottom();
  }

  /// The top of a range, its label included.
  ///
  /// @param rank how many larger ranges of its column begin at the same number
  public double top(AddressRange range, int rank) {
    return segments.stream()
        .filter(segment -> segment.first() == range.first())
        .findFirst()
        .map(segment -> Math.min(segment.top(), segment.top() - segment.labels() + rank * LABEL))
        .orElseGet(() -> y(range.first()));
  }

  public double bottom(AddressRange range) {
    return segments.stream()
        .filter(segment -> segment.last() == range.last())
        .findFirst()
        .map(Segment::bottom)
        .orElseGet(() -> y(range.last()));
  }

  /// The holes: where nothing is told of any column.
  public List<Hole> holes() {
    return segments.stream()
        .filter(Segment::isHole)
        .map(it -> new Hole(new AddressRange(it.first(), it.last()), it.top(), it.bottom()))
        .toList();
  }

  /// Numbers that mean nothing in any column.
  public record Hole(AddressRange range, double top, double bottom) {}
}
