package io.peerscope.engine.format.document;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was made of the bytes of a field before: machines repeat themselves, and equal bytes mean
/// the same as long as the line they stand in plays no part.
///
/// A newer entry may push an older one out.
final class Remembered {

  /// A power of two.
  private static final int SLOTS = 1 << 11;

  private final @Nullable Entry[] seen = new Entry[SLOTS];

  /// @param file the input that line numbers alone are of
  private record Entry(String name, Slice slice, String file, Object value) {

    boolean is(String otherName, Slice otherSlice, String otherFile) {
      return name.equals(otherName) && file.equals(otherFile) && slice.equals(otherSlice);
    }
  }

  /// What the bytes of a field mean.
  ///
  /// @param making makes it out of the bytes
  /// @param isFree whether nothing beside bytes and file had a part in making it
  @SuppressWarnings("unchecked") // each name has values of one type
  <T> T of(String name, Slice slice, String file, Supplier<T> making, IsFree isFree) {
    int hash = 31 * slice.hashCode() + name.hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Entry known = seen[slot];
    if (known != null && known.is(name, slice, file)) {
      return (T) known.value;
    }
    T made = making.get();
    if (isFree.now()) {
      seen[slot] = new Entry(name, slice, file, made);
    }
    return made;
  }

  /// Asked after something was made.
  interface IsFree {
    boolean now();
  }
}
