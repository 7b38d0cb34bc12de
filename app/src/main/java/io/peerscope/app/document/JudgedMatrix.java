package io.peerscope.app.document;

import io.peerscope.engine.policy.P2pMatrix;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// All pairs of endpoints, and how many of them get which verdict.
///
/// @param matrix the answer for every ordered pair
/// @param pairs number of ordered pairs of different functions for each kind
public record JudgedMatrix(P2pMatrix matrix, Map<VerdictKind, Integer> pairs) {

  public JudgedMatrix {
    pairs = Collections.unmodifiableMap(new EnumMap<>(pairs));
  }

  static JudgedMatrix of(P2pMatrix matrix) {
    var pairs = new EnumMap<VerdictKind, Integer>(VerdictKind.class);
    int size = matrix.functions().size();
    for (int provider = 0; provider < size; provider++) {
      for (int client = 0; client < size; client++) {
        if (provider != client) {
          pairs.merge(kindAt(matrix, provider, client), 1, Integer::sum);
        }
      }
    }
    return new JudgedMatrix(matrix, pairs);
  }

  /// The verdict on one pair.
  public VerdictKind kindAt(int provider, int client) {
    return kindAt(matrix, provider, client);
  }

  public int count(VerdictKind kind) {
    return pairs.getOrDefault(kind, 0);
  }

  private static VerdictKind kindAt(P2pMatrix matrix, int provider, int client) {
    return matrix.typeAt(provider, client).map(VerdictKind::of).orElse(VerdictKind.UNDETERMINED);
  }
}
