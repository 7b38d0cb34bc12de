package io.peerscope.app.inspector.page;

/// A run of bytes in configuration space.
public record ByteRange(int offset, int length) {

  public boolean holds(int at) {
    return at >= offset && at < offset + length;
  }

  public boolean overlaps(ByteRange other) {
    return offset < other.offset + other.length && other.offset < offset + length;
  }
}
