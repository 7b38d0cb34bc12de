package io.peerscope.engine.config;

import java.util.Arrays;
import java.util.Map;

/// The bytes of one function's configuration space, as far as a dump holds them.
///
/// Reads take little-endian registers. A byte inside the dump that no row told reads `ff`, as lspci
/// reads it; whether it was told is asked with [#has].
public final class ConfigSpace {

  /// Size of the part every function has (PCI 3.0, 6.1).
  public static final int HEADER_SIZE = 64;

  /// Size without the extended space that only PCI Express has.
  public static final int CONVENTIONAL_SIZE = 256;

  /// Size with the extended space.
  public static final int EXTENDED_SIZE = 4096;

  private static final int ROW = 16;
  private static final int[] ONE_AFTER_THE_OTHER = {};

  private static final ConfigSpace NOTHING = new ConfigSpace(new byte[0], 0, 0, new int[0]);

  /// The bytes up to the last one that is not 0: most of the extended space is empty.
  private final byte[] bytes;

  private final int length;

  /// The line of the first row, where one row follows the other in the input; else 0.
  private final int firstLine;

  /// The line of each row, where they do not.
  private final int[] rowLines;

  private ConfigSpace(byte[] bytes, int length, int firstLine, int[] rowLines) {
    this.bytes = withoutEnd(bytes);
    this.length = length;
    this.firstLine = firstLine;
    this.rowLines = rowLines;
  }

  private static ConfigSpace of(byte[] bytes, int length, int[] rowLines) {
    return areInOrder(rowLines) && rowLines.length == (length + ROW - 1) / ROW
        ? new ConfigSpace(bytes, length, rowLines[0], ONE_AFTER_THE_OTHER)
        : new ConfigSpace(bytes, length, 0, rowLines);
  }

  private static boolean areInOrder(int[] rowLines) {
    for (int row = 0; row < rowLines.length; row++) {
      if (rowLines[row] != rowLines[0] + row) {
        return false;
      }
    }
    return rowLines.length > 0 && rowLines[0] > 0;
  }

  private static byte[] withoutEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  /// All bytes, for a copy of which some are changed.
  private byte[] whole() {
    return Arrays.copyOf(bytes, length);
  }

  /// Takes over both arrays.
  ///
  /// @param bytes the bytes from offset 0 on
  /// @param rowLines for each 16 bytes the line of the input that holds them, 0 where none does
  public static ConfigSpace takeOver(byte[] bytes, int[] rowLines) {
    return bytes.length == 0 ? NOTHING : of(bytes, bytes.length, rowLines);
  }

  /// Rows that follow each other in the input.
  ///
  /// @param bytes the bytes from offset 0 on, without zeros at the end; taken over
  /// @param length how many bytes there are with those zeros
  /// @param firstLine the line of the first row
  public static ConfigSpace ofRows(byte[] bytes, int length, int firstLine) {
    return length == 0 ? NOTHING : new ConfigSpace(bytes, length, firstLine, ONE_AFTER_THE_OTHER);
  }

  /// A function of which no byte is known.
  public static ConfigSpace none() {
    return NOTHING;
  }

  /// Number of bytes from offset 0 to the highest one told.
  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /// Whether all `count` bytes from `offset` on were told.
  public boolean has(int offset, int count) {
    if (offset < 0 || offset + count > length) {
      return false;
    }
    for (int row = offset >> 4; firstLine == 0 && row <= (offset + count - 1) >> 4; row++) {
      if (rowLines[row] == 0) {
        return false;
      }
    }
    return true;
  }

  public int u8(int offset) {
    if (offset < 0 || offset >= length) {
      return 0xff;
    }
    return offset < bytes.length ? bytes[offset] & 0xff : 0;
  }

  public int u16(int offset) {
    return u8(offset) | u8(offset + 1) << 8;
  }

  public int u32(int offset) {
    return u16(offset) | u16(offset + 2) << 16;
  }

  public long u64(int offset) {
    return Integer.toUnsignedLong(u32(offset)) | Integer.toUnsignedLong(u32(offset + 4)) << 32;
  }

  /// The line of the input that holds the byte at `offset`; 0 when none does.
  public int lineOf(int offset) {
    int row = offset >> 4;
    if (row < 0 || row >= rows()) {
      return 0;
    }
    return firstLine == 0 ? rowLines[row] : firstLine + row;
  }

  private int rows() {
    return (length + ROW - 1) / ROW;
  }

  /// `count` bytes from `offset` on, cut where the dump ends.
  public Bytes slice(int offset, int count) {
    int from = Math.clamp(offset, 0, length);
    int to = Math.clamp((long) from + count, from, length);
    return Bytes.within(bytes, from, to - from);
  }

  /// A copy in which four bytes from `offset` on hold another little-endian value.
  ///
  /// @throws IllegalArgumentException when the bytes were not told
  public ConfigSpace withU32(int offset, int value) {
    if (!has(offset, 4)) {
      throw new IllegalArgumentException("register %x was not dumped".formatted(offset));
    }
    byte[] changed = whole();
    for (int at = 0; at < 4; at++) {
      changed[offset + at] = (byte) (value >> (8 * at));
    }
    return new ConfigSpace(changed, length, firstLine, rowLines);
  }

  /// A copy in which some registers hold other little-endian values; the same object where they
  /// hold them already.
  ///
  /// @param registers the new value of the four bytes from each offset on
  /// @throws IllegalArgumentException when bytes of one were not told
  public ConfigSpace with(Map<Integer, Integer> registers) {
    byte[] changed = whole();
    registers.forEach((offset, value) -> {
      if (!has(offset, 4)) {
        throw new IllegalArgumentException("register %x was not dumped".formatted(offset));
      }
      for (int at = 0; at < 4; at++) {
        changed[offset + at] = (byte) (value >> (8 * at));
      }
    });
    var after = new ConfigSpace(changed, length, firstLine, rowLines);
    return Arrays.equals(after.bytes, bytes) ? this : after;
  }

  /// A copy that does not tell the 16 bytes around `offset`.
  public ConfigSpace withoutRow(int offset) {
    int[] fewer = new int[rows()];
    Arrays.setAll(fewer, row -> lineOf(row * ROW));
    fewer[offset >> 4] = 0;
    return of(bytes, length, fewer);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigSpace that
        && length == that.length
        && firstLine == that.firstLine
        && Arrays.equals(bytes, that.bytes)
        && Arrays.equals(rowLines, that.rowLines);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return length + " bytes of configuration space";
  }
}
