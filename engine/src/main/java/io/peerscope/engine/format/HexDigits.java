package io.peerscope.engine.format;

/// What each byte is worth as a hex digit.
final class HexDigits {

  private static final byte[] VALUES = values();

  private HexDigits() {}

  /// 0 to 15, or -1 for anything else: the sign bit tells, also of several values or-ed together.
  static int value(byte character) {
    return VALUES[character & 0xff];
  }

  static boolean isDigit(byte character) {
    return value(character) >= 0;
  }

  private static byte[] values() {
    var values = new byte[256];
    for (int character = 0; character < values.length; character++) {
      values[character] = (byte) (character < 128 ? Character.digit(character, 16) : -1);
    }
    return values;
  }
}
