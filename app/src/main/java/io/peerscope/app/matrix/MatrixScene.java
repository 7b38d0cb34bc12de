package io.peerscope.app.matrix;

import io.peerscope.app.document.JudgedMatrix;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.distance.DistanceWords;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.PairWays;
import io.peerscope.engine.policy.WayMatrix;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// All that a picture of the matrix needs, made away from the FX thread and never changed.
///
/// Rows are clients, columns the owners of the page.
final class MatrixScene {

  private final JudgedMatrix judged;
  private final WayMatrix ways;
  private final List<Endpoint> all;
  private final MatrixAxis rows;
  private final MatrixAxis columns;
  private final LinuxP2pdma policy;
  private final DistanceWords words;

  private MatrixScene(
      JudgedMatrix judged,
      WayMatrix ways,
      List<Endpoint> all,
      MatrixAxis rows,
      MatrixAxis columns,
      LinuxP2pdma policy,
      DistanceWords words) {
    this.judged = judged;
    this.ways = ways;
    this.all = all;
    this.rows = rows;
    this.columns = columns;
    this.policy = policy;
    this.words = words;
  }

  static MatrixScene of(
      Platform platform, JudgedMatrix judged, MatrixFilter rows, MatrixFilter columns) {
    List<Endpoint> all = Endpoints.of(platform.topology(), judged.matrix().functions());
    return new MatrixScene(
        judged,
        new WayMatrix(judged.matrix(), platform),
        all,
        axis(all, rows),
        axis(all, columns),
        judged.policy(),
        new DistanceWords(platform.topology()));
  }

  /// The same with other rows and columns.
  MatrixScene filtered(MatrixFilter newRows, MatrixFilter newColumns) {
    return new MatrixScene(
        judged, ways, all, axis(all, newRows), axis(all, newColumns), policy, words);
  }

  private static MatrixAxis axis(List<Endpoint> all, MatrixFilter filter) {
    return new MatrixAxis(all.stream().filter(filter::matches).toList());
  }

  JudgedMatrix judged() {
    return judged;
  }

  /// Everything that could be a row.
  List<Endpoint> all() {
    return all;
  }

  MatrixAxis rows() {
    return rows;
  }

  MatrixAxis columns() {
    return columns;
  }

  LinuxP2pdma policy() {
    return policy;
  }

  DistanceWords words() {
    return words;
  }

  boolean isSelf(int row, int column) {
    return rows.at(row).place() == columns.at(column).place();
  }

  /// [PairWays#code] of a cell.
  int codeAt(int row, int column) {
    return ways.codeAt(columns.at(column).place(), rows.at(row).place());
  }

  PairWays waysAt(int row, int column) {
    return PairWays.ofCode(codeAt(row, column));
  }

  /// Where a function is among the rows; -1 where it is not shown.
  int rowOf(PciAddress function) {
    return rows.indexOf(function);
  }

  int columnOf(PciAddress function) {
    return columns.indexOf(function);
  }

  /// Adds how often each code occurs in a part of the matrix, without functions with themselves.
  ///
  /// Between two host bridges all pairs fare alike, so that one answers for all.
  ///
  /// @param codes counts by [PairWays#code]
  /// @param down rows that share a host bridge
  /// @param across columns that share a host bridge
  void addCodes(long[] codes, Range down, Range across) {
    if (!rows.at(down.start).hostBridge().equals(columns.at(across.start).hostBridge())) {
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
    int size() {
      return end - start;
    }
  }

  /// How many of the cells shown are of each kind.
  Map<VerdictKind, Long> count(Operations operations) {
    var codes = new long[PairWays.COUNT];
    for (MatrixAxis.Group down : rows.hostBridges()) {
      for (MatrixAxis.Group across : columns.hostBridges()) {
        addCodes(
            codes, new Range(down.start(), down.end()), new Range(across.start(), across.end()));
      }
    }
    var counts = new EnumMap<VerdictKind, Long>(VerdictKind.class);
    for (int code = 0; code < codes.length; code++) {
      VerdictKind kind =
          operations == Operations.READS ? Kinds.ofReads(code) : Kinds.ofWrites(code);
      counts.merge(kind, codes[code], Long::sum);
    }
    return counts;
  }
}
