package io.peerscope.engine.export;

import io.peerscope.engine.config.ConfigSpace;
import java.io.IOException;
import java.io.Writer;

/// The bytes of configuration space that are known, as rows that `lspci -F` reads.
///
/// A row holds known bytes only. lspci takes every byte between that no row tells for ff, which is
/// what a read brings that nobody answers.
final class HexRows {

  private static final int ROW = 16;
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private final byte[] bytes = new byte[ConfigSpace.EXTENDED_SIZE];
  private final boolean[] known = new boolean[ConfigSpace.EXTENDED_SIZE];
  private int length;

  /// Takes in what was read of the function.
  void putAll(ConfigSpace config) {
    for (int row = 0; row < config.length(); row += ROW) {
      int count = Math.min(ROW, config.length() - row);
      for (int at = row; at < row + count && config.has(row, count); at++) {
        put(at, config.u8(at));
      }
    }
  }

  /// Takes a byte in, unless it is known.
  void put(int offset, int value) {
    if (!known[offset]) {
      bytes[offset] = (byte) value;
      known[offset] = true;
      length = Math.max(length, offset + 1);
    }
  }

  /// Takes a little-endian register in.
  void put(int offset, int count, long value) {
    for (int n = 0; n < count; n++) {
      put(offset + n, (int) (value >>> (8 * n)));
    }
  }

  boolean isKnown(int offset) {
    return known[offset];
  }

  /// How many bytes from offset 0 to the last known one.
  int length() {
    return length;
  }

  /// Writes a line for each run of known bytes in 16.
  void write(Writer out) throws IOException {
    var line = new StringBuilder();
    for (int row = 0; row < length; row += ROW) {
      for (int at = row; at < row + ROW; at++) {
        if (known[at]) {
          startAt(line, at);
          line.append(' ').append(DIGITS[bytes[at] >> 4 & 0xf]).append(DIGITS[bytes[at] & 0xf]);
        } else {
          end(line, out);
        }
      }
      end(line, out);
    }
  }

  private static void startAt(StringBuilder line, int offset) {
    if (line.isEmpty()) {
      if (offset >= 0x100) {
        line.append(DIGITS[offset >> 8]);
      }
      line.append(DIGITS[offset >> 4 & 0xf]).append(DIGITS[offset & 0xf]).append(':');
    }
  }

  private static void end(StringBuilder line, Writer out) throws IOException {
    if (!line.isEmpty()) {
      out.append(line).append('\n');
      line.setLength(0);
    }
  }
}
