package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.policy.PairWays;

/// What the sub-verdicts of a pair come to, for writes and for reads.
final class Kinds {

  private static final VerdictKind[] WRITES = new VerdictKind[PairWays.COUNT];
  private static final VerdictKind[] READS = new VerdictKind[PairWays.COUNT];

  static {
    for (int code = 0; code < PairWays.COUNT; code++) {
      WRITES[code] = of(PairWays.ofCode(code).ofWrites());
      READS[code] = of(PairWays.ofCode(code).ofReads());
    }
  }

  private Kinds() {}

  static VerdictKind ofWrites(int code) {
    return WRITES[code];
  }

  static VerdictKind ofReads(int code) {
    return READS[code];
  }

  static VerdictKind of(PairWays.Taken taken) {
    return switch (taken) {
      case DIRECT -> VerdictKind.DIRECT;
      case MAPPED -> VerdictKind.THROUGH_HOST_BRIDGE;
      case NONE -> VerdictKind.REFUSED;
      case UNTOLD -> VerdictKind.UNDETERMINED;
    };
  }
}
