package io.peerscope.engine.policy;

import java.util.Optional;

/// Whether one way is open to a pair.
public enum Passage {
  /// The rules let it pass. That is permission, not proof that it works.
  OPEN(0),
  /// The rules refuse it, or there is no such way.
  CLOSED(1),
  /// A fact is missing that decides.
  UNTOLD(2);

  private final int digit;

  Passage(int digit) {
    this.digit = digit;
  }

  /// Its digit in [PairWays#code].
  int digit() {
    return digit;
  }

  /// What the root complex's answer says of the way through it.
  static Passage through(Optional<P2pMapType> answer) {
    if (answer.isEmpty()) {
      return UNTOLD;
    }
    return answer.get() == P2pMapType.NOT_SUPPORTED ? CLOSED : OPEN;
  }
}
