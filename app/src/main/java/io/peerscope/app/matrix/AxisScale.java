package io.peerscope.app.matrix;

import io.peerscope.app.matrix.MatrixAxis.Break;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the cells of an axis stand at one zoom, in pixels from its beginning: equal cells, a small
/// gap between switches and a larger one between host bridges; and which cells are one block, where
/// they are too small to be seen alone.
final class AxisScale {

  /// Blocks are no smaller than this.
  static final double SMALLEST_BLOCK = 5;

  private static final double SMALLEST_PITCH = 0.01;
  private static final double LARGEST_PITCH = 400;

  /// Halving the difference of both as often leaves less than a millionth of a pixel.
  private static final int ROUNDS = 30;

  private final MatrixAxis axis;
  private final double pitch;
  private final double[] starts;
  private final List<Run> runs;

  /// Neighbours that are drawn as one block; never of two host bridges.
  ///
  /// @param end one past the last
  /// @param from first pixel
  /// @param to one past the last pixel
  record Run(int start, int end, int from, int to) {}

  /// @param pitch from one cell to the next
  AxisScale(MatrixAxis axis, double pitch) {
    this.axis = axis;
    this.pitch = pitch;
    this.starts = new double[axis.size()];
    double at = 0;
    for (int index = 0; index < starts.length; index++) {
      if (index > 0) {
        at += gap(axis.breakBefore(index), pitch);
      }
      starts[index] = at;
      at += pitch;
    }
    this.runs = cells(pitch);
  }

  private static double gap(Break what, double pitch) {
    return switch (what) {
      case NOTHING -> 0;
      case BRIDGE -> pitch < 3 ? 0 : Math.rint(Math.clamp(pitch * 0.2, 1, 6));
      case HOST_BRIDGE -> Math.rint(Math.clamp(pitch * 0.6, 3, 16));
    };
  }

  private List<Run> cells(double size) {
    int most =
        size >= SMALLEST_BLOCK
            ? 1
            : Integer.highestOneBit((int) Math.ceil(SMALLEST_BLOCK / size) * 2 - 1);
    var found = new ArrayList<Run>();
    int start = 0;
    for (int at = 1; at <= starts.length; at++) {
      if (at == starts.length || endsBefore(at, start, most)) {
        found.add(run(start, at));
        start = at;
      }
    }
    return starts.length == 0 ? List.of() : found;
  }

  /// A switch that still fits is not divided.
  private boolean endsBefore(int at, int start, int most) {
    if (at - start >= most || axis.breakBefore(at) == Break.HOST_BRIDGE) {
      return true;
    }
    return axis.breakBefore(at) == Break.BRIDGE && endOfBridge(at, start + most) - start > most;
  }

  private int endOfBridge(int at, int limit) {
    int end = at + 1;
    while (end < starts.length && end <= limit && axis.breakBefore(end) == Break.NOTHING) {
      end++;
    }
    return end;
  }

  private Run run(int start, int end) {
    return new Run(
        start, end, (int) Math.rint(starts[start]), (int) Math.rint(starts[end - 1] + pitch));
  }

  MatrixAxis axis() {
    return axis;
  }

  int size() {
    return starts.length;
  }

  double pitch() {
    return pitch;
  }

  /// Whether several cells are one block.
  boolean isAggregated() {
    return pitch < SMALLEST_BLOCK;
  }

  double startOf(int index) {
    return starts[index];
  }

  double endOf(int index) {
    return starts[index] + pitch;
  }

  /// Length of the whole axis.
  double extent() {
    return starts.length == 0 ? 0 : endOf(starts.length - 1);
  }

  /// The cell at a position; -1 before the first, in gaps and beyond the end.
  int indexAt(double position) {
    int found = firstFrom(position);
    return found >= 0 && position < endOf(found) ? found : -1;
  }

  /// The last cell that starts at or before a position; -1 before the first.
  int firstFrom(double position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }

  List<Run> runs() {
    return runs;
  }

  /// The first of the runs that reaches beyond a pixel.
  int firstRunAt(int pixel) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).to() <= pixel) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The pitch at which the axis is just not longer than this.
  static double pitchToFit(MatrixAxis axis, double length) {
    double low = SMALLEST_PITCH;
    double high = LARGEST_PITCH;
    for (int round = 0; round < ROUNDS; round++) {
      double middle = (low + high) / 2;
      if (lengthOf(axis, middle) > length) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static double lengthOf(MatrixAxis axis, double pitch) {
    int hosts = Math.max(0, axis.hostBridges().size() - 1);
    int bridges = Math.max(0, axis.bridges().size() - 1) - hosts;
    return axis.size() * pitch
        + hosts * gap(Break.HOST_BRIDGE, pitch)
        + bridges * gap(Break.BRIDGE, pitch);
  }
}
