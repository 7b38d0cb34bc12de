package io.peerscope.engine.isolation;

import io.peerscope.engine.fact.Reason;

/// A three-valued answer to one question of the procedure, with its reason.
record Finding(Answer answer, Reason reason) {

  enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  static Finding yes(Reason reason) {
    return new Finding(Answer.YES, reason);
  }

  static Finding no(Reason reason) {
    return new Finding(Answer.NO, reason);
  }

  static Finding unknown(Reason reason) {
    return new Finding(Answer.UNKNOWN, reason);
  }
}
