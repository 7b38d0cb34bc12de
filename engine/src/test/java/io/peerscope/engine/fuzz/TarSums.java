package io.peerscope.engine.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Corrects the check sums of a mutated tar, without which readers would look no further.
final class TarSums {

  private static final int BLOCK = 512;
  private static final int SUM = 148;
  private static final int SUM_LENGTH = 8;
  private static final int MAGIC = 257;

  private TarSums() {}

  /// The same archive, with the right sum in every block that has the mark of a header.
  static byte[] corrected(byte[] archive) {
    byte[] changed = archive.clone();
    for (int block = 0; block + BLOCK <= changed.length; block += BLOCK) {
      if (new String(changed, block + MAGIC, 5, ISO_8859_1).equals("ustar")) {
        correct(changed, block);
      }
    }
    return changed;
  }

  private static void correct(byte[] archive, int block) {
    int sum = 0;
    for (int at = 0; at < BLOCK; at++) {
      boolean isSum = at >= SUM && at < SUM + SUM_LENGTH;
      sum += isSum ? ' ' : archive[block + at] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
    System.arraycopy(digits, 0, archive, block + SUM, SUM_LENGTH);
  }
}
