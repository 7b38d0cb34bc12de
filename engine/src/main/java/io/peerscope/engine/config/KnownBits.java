package io.peerscope.engine.config;

import io.peerscope.engine.fact.Origin;

/// Some bits of a register that is not known as a whole.
///
/// @param mask the bits that are known
/// @param value their values; bits outside of the mask are 0
/// @param origin where they come from
public record KnownBits(int mask, int value, Origin origin) {

  public KnownBits {
    if ((value & ~mask) != 0) {
      throw new IllegalArgumentException(
          "value %x has bits outside of its mask %x".formatted(value, mask));
    }
  }
}
