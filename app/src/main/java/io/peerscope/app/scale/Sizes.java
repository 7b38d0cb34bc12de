package io.peerscope.app.scale;

import io.peerscope.engine.address.Hex;
import java.util.Locale;

/// Sizes for pictures: exact where that is short, else rounded.
final class Sizes {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int LONGEST = 8;

  private Sizes() {}

  /// `32 MiB`; `256.03 GiB` instead of `262176 MiB`. The bytes are unsigned.
  static String spell(long bytes) {
    String exact = Hex.size(bytes);
    return exact.length() <= LONGEST ? exact : rounded(bytes);
  }

  private static String rounded(long bytes) {
    double left = bytes < 0 ? (double) bytes + 0x1p64 : (double) bytes;
    int unit = 0;
    while (left >= 1024 && unit < UNITS.length - 1) {
      left /= 1024;
      unit++;
    }
    String number = String.format(Locale.ROOT, "%.2f", left).replaceFirst("\\.?0+$", "");
    return number + " " + UNITS[unit];
  }
}
