package io.peerscope.app.matrix;

import io.peerscope.app.document.JudgedMatrix;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.distance.DistanceWords;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.PairWays;
import io.peerscope.engine.policy.WayMatrix;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// All that a picture of the matrix needs, made away from the FX thread.
///
/// Rows are clients, columns the owners of the page.
final class MatrixScene {

  private final JudgedMatrix judged;
  private final Platform platform;
  private final WayMatrix ways;
  private final List<Endpoint> all;
  private final Axes axes;
  private final DistanceWords words;

  /// How often each code of [PairWays] occurs among the cells shown; empty until it was counted.
  private volatile Optional<long[]> codes = Optional.empty();

  /// Which functions are shown.
  private record Axes(
      MatrixFilter rowFilter, MatrixFilter columnFilter, MatrixAxis rows, MatrixAxis columns) {

    static Axes of(List<Endpoint> all, MatrixFilter rows, MatrixFilter columns) {
      return new Axes(rows, columns, axis(all, rows), axis(all, columns));
    }

    private static MatrixAxis axis(List<Endpoint> all, MatrixFilter filter) {
      return new MatrixAxis(all.stream().filter(filter::matches).toList());
    }

    boolean isOf(MatrixFilter rows, MatrixFilter columns) {
      return rowFilter.equals(rows) && columnFilter.equals(columns);
    }
  }

  private MatrixScene(JudgedMatrix judged, Platform platform, List<Endpoint> all, Axes axes) {
    this.judged = judged;
    this.platform = platform;
    this.ways = new WayMatrix(judged.matrix(), platform);
    this.all = all;
    this.axes = axes;
    this.words = new DistanceWords(platform.topology());
  }

  static MatrixScene of(
      Platform platform, JudgedMatrix judged, MatrixFilter rows, MatrixFilter columns) {
    List<Endpoint> all = Endpoints.of(platform.topology(), judged.matrix().functions());
    return new MatrixScene(judged, platform, all, Axes.of(all, rows, columns));
  }

  /// The scene of the machine after an edit. Rows and columns are taken over where the edit left
  /// them alone, and then [#touchedSince] tells what else may be another.
  MatrixScene after(
      Platform edited, JudgedMatrix now, MatrixFilter newRows, MatrixFilter newColumns) {
    if (!axes.isOf(newRows, newColumns) || !keepsEndpoints(edited, now)) {
      return of(edited, now, newRows, newColumns);
    }
    var scene = new MatrixScene(now, edited, all, axes);
    scene.codes = codes.flatMap(before -> scene.recount(before, this));
    return scene;
  }

  /// Whether rows and columns were taken over, from this scene or from a common one.
  @SuppressWarnings("ReferenceEquality") // what was made anew is something else
  boolean hasAxesOf(MatrixScene other) {
    return axes == other.axes;
  }

  private boolean keepsEndpoints(Platform edited, JudgedMatrix now) {
    return now.matrix().functions().equals(judged.matrix().functions())
        && edited
            .topology()
            .replacedSince(platform.topology())
            .filter(replaced ->
                replaced.stream()
                    .allMatch(it -> Endpoints.areAlike(platform.topology().at(it.address()), it)))
            .isPresent();
  }

  /// The functions whose cells may be others than in the scene before an edit, as places in the
  /// matrix, and those only with each other; empty where any cell may be another one.
  Optional<BitSet> touchedSince(MatrixScene before) {
    return hasAxesOf(before)
        ? judged.matrix().rowsTouchedSince(before.judged.matrix())
        : Optional.empty();
  }

  /// The same with other rows and columns.
  MatrixScene filtered(MatrixFilter newRows, MatrixFilter newColumns) {
    return new MatrixScene(judged, platform, all, Axes.of(all, newRows, newColumns));
  }

  JudgedMatrix judged() {
    return judged;
  }

  /// Everything that could be a row.
  List<Endpoint> all() {
    return all;
  }

  MatrixAxis rows() {
    return axes.rows;
  }

  MatrixAxis columns() {
    return axes.columns;
  }

  LinuxP2pdma policy() {
    return judged.policy();
  }

  DistanceWords words() {
    return words;
  }

  boolean isSelf(int row, int column) {
    return rows().at(row).place() == columns().at(column).place();
  }

  /// [PairWays#code] of a cell.
  int codeAt(int row, int column) {
    return ways.codeAt(columns().at(column).place(), rows().at(row).place());
  }

  PairWays waysAt(int row, int column) {
    return PairWays.ofCode(codeAt(row, column));
  }

  /// Where a function is among the rows; -1 where it is not shown.
  int rowOf(PciAddress function) {
    return rows().indexOf(function);
  }

  int columnOf(PciAddress function) {
    return columns().indexOf(function);
  }

  /// Adds how often each code occurs in a part of the matrix, without functions with themselves.
  ///
  /// Between two host bridges all pairs fare alike, so that one answers for all.
  ///
  /// @param codes counts by [PairWays#code]
  /// @param down rows that share a host bridge
  /// @param across columns that share a host bridge
  void addCodes(long[] codes, Range down, Range across) {
    if (!rows().at(down.start).hostBridge().equals(columns().at(across.start).hostBridge())) {
      codes[codeAt(down.start, across.start)] += (long) down.size() * across.size();
      return;
    }
    for (int row = down.start; row < down.end; row++) {
      for (int column = across.start; column < across.end; column++) {
        if (!isSelf(row, column)) {
          codes[codeAt(row, column)]++;
        }
      }
    }
  }

  /// Neighbours among the rows or columns.
  ///
  /// @param end one past the last
  record Range(int start, int end) {

    static Range of(MatrixAxis.Group group) {
      return new Range(group.start(), group.end());
    }

    int size() {
      return end - start;
    }
  }

  /// How many of the cells shown are of each kind; looks at all that was not counted yet.
  Map<VerdictKind, Long> count(Operations operations) {
    long[] counted = codes.orElseGet(this::countAll);
    codes = Optional.of(counted);
    var counts = new EnumMap<VerdictKind, Long>(VerdictKind.class);
    for (int code = 0; code < counted.length; code++) {
      VerdictKind kind =
          operations == Operations.READS ? Kinds.ofReads(code) : Kinds.ofWrites(code);
      counts.merge(kind, counted[code], Long::sum);
    }
    return counts;
  }

  /// Whether [#count] has little to do.
  boolean isCounted() {
    return codes.isPresent();
  }

  private long[] countAll() {
    var counted = new long[PairWays.COUNT];
    for (MatrixAxis.Group down : rows().hostBridges()) {
      for (MatrixAxis.Group across : columns().hostBridges()) {
        addCodes(counted, Range.of(down), Range.of(across));
      }
    }
    return counted;
  }

  /// What was counted before an edit, without what the touched functions had among each other, and
  /// with what they have now.
  private Optional<long[]> recount(long[] before, MatrixScene then) {
    return touchedSince(then)
        .map(touched -> {
          var counted = before.clone();
          for (MatrixAxis.Group down : touchedGroups(rows(), touched)) {
            for (MatrixAxis.Group across : touchedGroups(columns(), touched)) {
              var was = new long[PairWays.COUNT];
              then.addCodes(was, Range.of(down), Range.of(across));
              addCodes(counted, Range.of(down), Range.of(across));
              for (int code = 0; code < was.length; code++) {
                counted[code] -= was[code];
              }
            }
          }
          return counted;
        });
  }

  private static List<MatrixAxis.Group> touchedGroups(MatrixAxis axis, BitSet touched) {
    return axis.hostBridges().stream()
        .filter(group ->
            IntStream.range(group.start(), group.end())
                .anyMatch(at -> touched.get(axis.at(at).place())))
        .toList();
  }
}
