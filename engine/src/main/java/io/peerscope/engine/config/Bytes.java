package io.peerscope.engine.config;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable run of bytes, kept as read.
public final class Bytes {

  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  public int length() {
    return content.length;
  }

  public int u8(int at) {
    return content[at] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /// The bytes as lspci prints them: two hex digits each, a space between.
  @Override
  public String toString() {
    return SPACED.formatHex(content);
  }
}
