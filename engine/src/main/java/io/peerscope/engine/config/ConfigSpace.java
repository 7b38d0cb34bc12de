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

  private static final ConfigSpace NOTHING = new ConfigSpace(new byte[0], new int[0]);

  /// The bytes up to the last one that is not 0: most of the extended space is empty.
  private final byte[] bytes;

  private final int length;
  private final int[] rowLines;

  /// @param bytes the bytes from offset 0 on; not copied, the caller gives them away
  /// @param rowLines for each 16 bytes the line of the input that holds them, 0 where none does
  private ConfigSpace(byte[] bytes, int[] rowLines) {
    this.bytes = withoutEnd(bytes);
    this.length = bytes.length;
    this.rowLines = rowLines;
  }

  private ConfigSpace(byte[] bytes, int length, int[] rowLines) {
    this.bytes = bytes;
    this.length = length;
    this.rowLines = rowLines;
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
    return bytes.length == 0 ? NOTHING : new ConfigSpace(bytes, rowLines);
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
    for (int row = offset >> 4; row <= (offset + count - 1) >> 4; row++) {
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
    return row >= 0 && row < rowLines.length ? rowLines[row] : 0;
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
    return new ConfigSpace(changed, rowLines);
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
    var after = new ConfigSpace(changed, rowLines);
    return Arrays.equals(after.bytes, bytes) ? this : after;
  }

  /// A copy that does not tell the 16 bytes around `offset`.
  public ConfigSpace withoutRow(int offset) {
    int[] fewer = rowLines.clone();
    fewer[offset >> 4] = 0;
    return new ConfigSpace(bytes, length, fewer);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigSpace that
        && length == that.length
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
