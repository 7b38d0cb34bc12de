package io.peerscope.app.document;

import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import java.util.Map;

/// All pairs of endpoints.
///
/// @param matrix the answer for every ordered pair
/// @param policy the rules that gave the answers, to ask for their reasons
public record JudgedMatrix(P2pMatrix matrix, LinuxP2pdma policy) {

  /// The verdict on one pair.
  public VerdictKind kindAt(int provider, int client) {
    return matrix.typeAt(provider, client).map(VerdictKind::of).orElse(VerdictKind.UNDETERMINED);
  }

  /// How many ordered pairs of different functions have a verdict of this kind; looks at all.
  public int count(VerdictKind kind) {
    int size = matrix.functions().size();
    long all = 0;
    long ofKind = 0;
    for (Map.Entry<P2pMapType, Long> counted : matrix.count().entrySet()) {
      all += counted.getValue();
      ofKind += VerdictKind.of(counted.getKey()) == kind ? counted.getValue() : 0;
    }
    return (int) (kind == VerdictKind.UNDETERMINED ? (long) size * (size - 1) - all : ofKind);
  }
}
