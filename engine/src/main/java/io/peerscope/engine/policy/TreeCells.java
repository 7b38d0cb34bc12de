package io.peerscope.engine.policy;

import java.util.stream.IntStream;

/// Steps and ACS between every two wanted functions of one tree, two bytes for a pair.
///
/// Both are the same in either direction, so only pairs are kept whose second function does not
/// come after the first. The redirect state between two functions is the greatest on the path
/// between them. One sweep fills a row: it writes the function's own chain first, and every other
/// function takes over from the bridge above and adds its own.
final class TreeCells {

  private static final int STATE = 3;
  private static final int STEP = STATE + 1;

  private final TreeShape shape;

  /// For each member the cells of the members up to itself.
  private final short[][] rows;

  private TreeCells(TreeShape shape, short[][] rows) {
    this.shape = shape;
    this.rows = rows;
  }

  static TreeCells fill(TreeShape shape) {
    var rows = new short[shape.members.length][];
    IntStream.range(0, rows.length).parallel().forEach(row -> rows[row] = sweep(shape, row));
    return new TreeCells(shape, rows);
  }

  /// The cells of another shape, with whatever of these still holds.
  TreeCells become(TreeShape next) {
    if (next.isLike(shape)) {
      return this;
    }
    int[] changed = next.hasPlacesOf(shape) ? changedAcs(next) : new int[0];
    return changed.length == 1 ? patch(next, changed[0]) : fill(next);
  }

  private int[] changedAcs(TreeShape next) {
    return IntStream.range(0, next.size())
        .filter(at -> next.redirect[at] != shape.redirect[at])
        .toArray();
  }

  /// ACS of one function is different: that concerns the pairs of which one is at or below it.
  private TreeCells patch(TreeShape next, int changed) {
    int end = next.subtreeEnd(changed);
    int from = next.firstMember(changed);
    int to = next.firstMember(end);
    var patched = rows.clone();
    IntStream.range(from, rows.length)
        .parallel()
        .forEach(row ->
            patched[row] =
                row < to ? sweep(next, row) : patchRow(next, row, changed, end, from, to));
    return new TreeCells(next, patched);
  }

  private short[] patchRow(TreeShape next, int row, int changed, int end, int from, int to) {
    if (from == to) {
      return rows[row];
    }
    short[] cells = rows[row].clone();
    int[] up = next.up;
    byte[] redirect = next.redirect;
    var below = new short[end - changed];
    below[0] = add(cellBetween(next, next.members[row], up[changed]), redirect[changed]);
    for (int at = changed + 1; at < end; at++) {
      below[at - changed] = add(below[up[at] - changed], redirect[at]);
    }
    for (int column = from; column < to; column++) {
      cells[column] = below[next.members[column] - changed];
    }
    return cells;
  }

  private static short cellBetween(TreeShape shape, int one, int other) {
    int a = one;
    int b = other;
    int steps = 0;
    int state = 0;
    while (a != b) {
      int lower = Math.max(a, b);
      state = Math.max(state, shape.redirect[lower]);
      steps++;
      if (a > b) {
        a = shape.up[a];
      } else {
        b = shape.up[b];
      }
    }
    return (short) (steps * STEP | Math.max(state, shape.redirect[a]));
  }

  /// One step further, over a function with this redirect state.
  private static short add(short cell, byte redirect) {
    int state = Math.max(cell & STATE, redirect);
    return (short) ((cell & ~STATE) + STEP | state);
  }

  private static short[] sweep(TreeShape shape, int row) {
    int[] members = shape.members;
    int function = members[row];
    short[] cells = cellsUpTo(shape, function);
    var kept = new short[row + 1];
    for (int column = 0; column <= row; column++) {
      kept[column] = cells[members[column]];
    }
    return kept;
  }

  /// The cells of one function with all functions of the tree up to itself.
  private static short[] cellsUpTo(TreeShape shape, int function) {
    int[] up = shape.up;
    byte[] redirect = shape.redirect;
    var cells = new short[function + 1];
    int chained = function;
    cells[chained] = redirect[chained];
    while (up[chained] != Hierarchy.NONE) {
      int above = up[chained];
      cells[above] = add(cells[chained], redirect[above]);
      chained = above;
    }
    fillBeside(shape, function, cells);
    return cells;
  }

  /// Everything between the links of the chain: what comes before a link and is not below it.
  private static void fillBeside(TreeShape shape, int function, short[] cells) {
    int[] up = shape.up;
    byte[] redirect = shape.redirect;
    for (int link = function; link != Hierarchy.NONE; link = up[link]) {
      for (int at = up[link] + 1; at < link; at++) {
        cells[at] = add(cells[up[at]], redirect[at]);
      }
    }
  }

  /// Whether ACS between two members redirects: [Hierarchy#OFF], [Hierarchy#UNTOLD] or
  /// [Hierarchy#ON].
  int stateAt(int one, int other) {
    return cellAt(one, other) & STATE;
  }

  /// Steps between two members.
  int stepsAt(int one, int other) {
    return (cellAt(one, other) & 0xffff) / STEP;
  }

  private short cellAt(int one, int other) {
    return one >= other ? rows[one][other] : rows[other][one];
  }

  int members() {
    return rows.length;
  }

  /// How many ordered pairs of two members are in each redirect state.
  long[] countStates() {
    var counts = new long[Hierarchy.ON + 1];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < row; column++) {
        counts[rows[row][column] & STATE] += 2;
      }
    }
    return counts;
  }
}
