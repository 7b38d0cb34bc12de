package io.peerscope.engine.isolation;

import io.peerscope.engine.config.KnownBits;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Origin;
import java.util.Optional;

/// An ACS Control word of which some bits may be unknown.
///
/// @param known the bits that are known
/// @param value their values; 0 elsewhere
record ControlWord(int known, int value) {

  private static final int ALL = 0xffff;

  ControlWord {
    value &= known;
  }

  static ControlWord of(int word) {
    return new ControlWord(ALL, word);
  }

  static ControlWord unknown() {
    return new ControlWord(0, 0);
  }

  ControlWord set(int bits) {
    return new ControlWord(known | bits, value | bits);
  }

  ControlWord clear(int bits) {
    return new ControlWord(known | bits, value & ~bits);
  }

  /// What holds whichever of the two is the right one.
  ControlWord orElse(ControlWord other) {
    int same = known & other.known & ~(value ^ other.value);
    return new ControlWord(same, value);
  }

  Fact<Integer> word(Origin origin, String whyUnknown) {
    return known == ALL ? Fact.known(value, origin) : Fact.unknown(whyUnknown);
  }

  Optional<KnownBits> bits(Origin origin) {
    return known == ALL || known == 0
        ? Optional.empty()
        : Optional.of(new KnownBits(known, value, origin));
  }
}
