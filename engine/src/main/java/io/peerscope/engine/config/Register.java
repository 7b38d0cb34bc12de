package io.peerscope.engine.config;

import java.util.List;
import java.util.Map;

/// A register of configuration space, with the meaning of its bits.
///
/// @param name the name lspci prints, where it has one
/// @param offset where it sits in configuration space
/// @param length bytes, 1 to 4
/// @param fields what its bits say, from bit 0 on; bits that nobody names are left out
public record Register(String name, int offset, int length, List<BitField> fields) {

  /// A run of bits with a meaning.
  ///
  /// @param high highest bit
  /// @param low lowest bit
  /// @param meaning what it says, or what it says when it is set
  /// @param words what some values stand for
  public record BitField(
      int high, int low, String name, String meaning, Map<Integer, String> words) {

    public BitField {
      words = Map.copyOf(words);
    }

    public boolean isSingle() {
      return high == low;
    }

    /// The bits of a register that belong to it, shifted down.
    public long in(long register) {
      return (register >>> low) & ((1L << (high - low + 1)) - 1);
    }
  }

  public Register {
    fields = List.copyOf(fields);
  }

  /// Whether a byte of configuration space belongs to it.
  public boolean holds(int at) {
    return at >= offset && at < offset + length;
  }

  /// Its value, little-endian.
  ///
  /// @throws IllegalArgumentException when the bytes were not told
  public long valueIn(ConfigSpace config) {
    if (!config.has(offset, length)) {
      throw new IllegalArgumentException("register %x was not dumped".formatted(offset));
    }
    return Integer.toUnsignedLong(config.u32(offset)) & ((1L << (8 * length)) - 1);
  }
}
