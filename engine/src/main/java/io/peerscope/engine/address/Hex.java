package io.peerscope.engine.address;

/// How numbers are spelled: `0x200000001000` for programs, `0x2000_0000_1000` for people.
public final class Hex {

  private Hex() {}

  /// Lower-case hex with `0x`, unpadded, unsigned.
  public static String of(long value) {
    return "0x" + Long.toHexString(value);
  }

  /// At least `width` lower-case digits without `0x`, as addresses of functions and ids are
  /// spelled.
  ///
  /// Names of functions are spelled millions of times; a format string would be parsed each time.
  public static String padded(int value, int width) {
    String digits = Integer.toHexString(value);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  /// As [#of], with the digits grouped by four from the right.
  public static String grouped(long value) {
    var digits = new StringBuilder(Long.toHexString(value));
    for (int at = digits.length() - 4; at > 0; at -= 4) {
      digits.insert(at, '_');
    }
    return digits.insert(0, "0x").toString();
  }

  /// A size in the largest binary unit that divides it exactly: `512 KiB`, `16 GiB`, `4 B`.
  public static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    int unit = 0;
    long left = bytes;
    while (unit < units.length - 1 && left != 0 && (left & 1023) == 0) {
      left >>>= 10;
      unit++;
    }
    return Long.toUnsignedString(left) + " " + units[unit];
  }
}
