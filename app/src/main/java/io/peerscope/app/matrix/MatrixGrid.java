package io.peerscope.app.matrix;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.Arrays;
import java.util.List;

/// Where the cells of a matrix stand: equal cells, a small gap between root ports and a larger one
/// between host bridges. Rows and columns have the same positions.
final class MatrixGrid {

  private static final double ROOT_PORT_GAP = 6;
  private static final double HOST_BRIDGE_GAP = 16;

  private final double[] starts;
  private final double pitch;

  /// @param pitch from one cell to the next
  MatrixGrid(Topology topology, List<PciAddress> functions, double pitch) {
    this.pitch = pitch;
    starts = new double[functions.size()];
    double at = 0;
    for (int index = 0; index < starts.length; index++) {
      if (index > 0) {
        at += gap(topology, functions.get(index - 1), functions.get(index));
      }
      starts[index] = at;
      at += pitch;
    }
  }

  private static double gap(Topology topology, PciAddress before, PciAddress after) {
    UpstreamPath one = topology.upstreamPath(before);
    UpstreamPath other = topology.upstreamPath(after);
    if (!(one.end() instanceof Parent.RootBus) || !one.end().equals(other.end())) {
      return HOST_BRIDGE_GAP;
    }
    return one.functions().getLast().equals(other.functions().getLast()) ? 0 : ROOT_PORT_GAP;
  }

  int size() {
    return starts.length;
  }

  double startOf(int index) {
    return starts[index];
  }

  /// Length of a whole row or column.
  double extent() {
    return starts.length == 0 ? 0 : starts[starts.length - 1] + pitch;
  }

  /// The cell at a position: the last one that starts at or before it; -1 before the first and in gaps.
  int indexAt(double position) {
    int found = firstFrom(position);
    return found >= 0 && position < starts[found] + pitch ? found : -1;
  }

  /// The first cell that may show from a position on.
  int firstFrom(double position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }
}
