package io.peerscope.engine.format.document;

import java.util.Arrays;

/// Some bytes of a document; equal to others that read the same.
final class Slice {

  /// Not every byte has to be looked at for a hash.
  private static final int STRIDE = 7;

  private final byte[] content;
  private final int start;
  private final int end;

  /// @param start index of the first byte
  /// @param end index after the last one
  Slice(byte[] content, int start, int end) {
    this.content = content;
    this.start = start;
    this.end = end;
  }

  byte[] content() {
    return content;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice that
        && Arrays.equals(content, start, end, that.content, that.start, that.end);
  }

  @Override
  public int hashCode() {
    int hash = end - start;
    for (int at = start; at < end; at += STRIDE) {
      hash = 31 * hash + content[at];
    }
    return hash;
  }
}
