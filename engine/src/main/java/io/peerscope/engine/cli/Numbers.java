package io.peerscope.engine.cli;

import java.util.Optional;

/// Unsigned 64-bit numbers as users write them: `4096` or `0x1000`.
final class Numbers {

  private Numbers() {}

  static Optional<Long> parse(String text) {
    try {
      return Optional.of(
          text.startsWith("0x") || text.startsWith("0X")
              ? Long.parseUnsignedLong(text, 2, text.length(), 16)
              : Long.parseUnsignedLong(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
