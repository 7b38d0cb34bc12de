package io.peerscope.app.document;

import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// All pairs of endpoints, and how many of them get which verdict.
///
/// @param matrix the answer for every ordered pair
/// @param policy the rules that gave the answers, to ask for their reasons
/// @param pairs number of ordered pairs of different functions for each kind
public record JudgedMatrix(P2pMatrix matrix, LinuxP2pdma policy, Map<VerdictKind, Integer> pairs) {

  public JudgedMatrix {
    pairs = Collections.unmodifiableMap(new EnumMap<>(pairs));
  }

  static JudgedMatrix of(P2pMatrix matrix, LinuxP2pdma policy) {
    var pairs = new EnumMap<VerdictKind, Integer>(VerdictKind.class);
    int size = matrix.functions().size();
    long open = (long) size * (size - 1);
    for (Map.Entry<P2pMapType, Long> counted : matrix.count().entrySet()) {
      pairs.merge(VerdictKind.of(counted.getKey()), counted.getValue().intValue(), Integer::sum);
      open -= counted.getValue();
    }
    pairs.put(VerdictKind.UNDETERMINED, (int) open);
    return new JudgedMatrix(matrix, policy, pairs);
  }

  /// The verdict on one pair.
  public VerdictKind kindAt(int provider, int client) {
    return matrix.typeAt(provider, client).map(VerdictKind::of).orElse(VerdictKind.UNDETERMINED);
  }

  public int count(VerdictKind kind) {
    return pairs.getOrDefault(kind, 0);
  }
}
