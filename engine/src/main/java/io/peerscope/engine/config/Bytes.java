package io.peerscope.engine.config;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable run of bytes, kept as read.
public final class Bytes {

  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  /// Where the bytes are; behind its end they are 0.
  private final byte[] content;

  private final int from;
  private final int length;

  private Bytes(byte[] content, int from, int length) {
    this.content = content;
    this.from = from;
    this.length = length;
  }

  public static Bytes of(byte[] content) {
    return new Bytes(content.clone(), 0, content.length);
  }

  /// A part of bytes that nobody changes any more, not copied.
  ///
  /// @param content where the bytes are; what lies behind its end is 0
  static Bytes within(byte[] content, int from, int length) {
    return new Bytes(content, from, length);
  }

  public int length() {
    return length;
  }

  public int u8(int at) {
    if (at < 0 || at >= length) {
      throw new IndexOutOfBoundsException("byte %d of %d".formatted(at, length));
    }
    return from + at < content.length ? content[from + at] & 0xff : 0;
  }

  private byte[] copy() {
    byte[] copy = new byte[length];
    int told = Math.clamp((long) content.length - from, 0, length);
    System.arraycopy(content, told == 0 ? 0 : from, copy, 0, told);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Bytes that
            && length == that.length
            && ((content == that.content && from == that.from)
                || Arrays.equals(copy(), that.copy())));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(copy());
  }

  /// The bytes as lspci prints them: two hex digits each, a space between.
  @Override
  public String toString() {
    return SPACED.formatHex(copy());
  }
}
