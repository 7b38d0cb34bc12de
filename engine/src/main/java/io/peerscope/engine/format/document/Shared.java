package io.peerscope.engine.format.document;

import org.jspecify.annotations.Nullable;

/// Gives one object for equal ones, as far as it remembers: a newer one may push an older one out.
final class Shared<T> {

  /// A power of two.
  private static final int SLOTS = 1 << 10;

  private final @Nullable Object[] seen = new Object[SLOTS];

  /// An equal object that was given before, else this one.
  @SuppressWarnings("unchecked") // only values of this type are put in
  T of(T value) {
    int hash = value.hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Object known = seen[slot];
    if (known != null && known.equals(value)) {
      return (T) known;
    }
    seen[slot] = value;
    return value;
  }
}
