package io.peerscope.engine.cli;

/// Hex numbers of fixed width without `0x`, as registers and bus numbers are spelled.
final class HexDigits {

  private HexDigits() {}

  /// At least `width` digits, padded with zeros.
  static String of(int number, int width) {
    String digits = Integer.toHexString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
