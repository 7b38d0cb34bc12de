package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.policy.P2pMatrix;
import java.util.EnumMap;
import java.util.Map;

/// How many ordered pairs of different functions get which verdict.
record MatrixCounts(Map<VerdictKind, Integer> pairs) {

  static MatrixCounts of(P2pMatrix matrix) {
    var pairs = new EnumMap<VerdictKind, Integer>(VerdictKind.class);
    int size = matrix.functions().size();
    for (int provider = 0; provider < size; provider++) {
      for (int client = 0; client < size; client++) {
        if (provider != client) {
          pairs.merge(kindAt(matrix, provider, client), 1, Integer::sum);
        }
      }
    }
    return new MatrixCounts(pairs);
  }

  static VerdictKind kindAt(P2pMatrix matrix, int provider, int client) {
    return matrix
        .typeAt(provider, client)
        .map(VerdictKind::of)
        .orElse(VerdictKind.UNDETERMINED);
  }

  int of(VerdictKind kind) {
    return pairs.getOrDefault(kind, 0);
  }
}
