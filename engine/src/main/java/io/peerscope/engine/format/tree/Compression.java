package io.peerscope.engine.format.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// How the bytes of an input are packed as a whole.
public enum Compression {
  NONE("none", ""),
  GZIP("gzip", "\u001f\u008b"),
  BZIP2("bzip2", "BZh"),
  XZ("xz", "\u00fd7zXZ\u0000");

  private static final int BUFFER = 64 * 1024;

  /// As many times its size a packed text may become; dumps become some ten times as large, zeros a
  /// thousand times.
  private static final int MOST_EXPANSION = 200;

  /// What may always be unpacked.
  private static final long HARMLESS = 64L << 20;

  private final String label;
  private final String magic;

  Compression(String label, String magic) {
    this.label = label;
    this.magic = magic;
  }

  /// The name of the program that packs so.
  public String label() {
    return label;
  }

  /// How many bytes may be unpacked from so many; more is a bomb.
  ///
  /// @param most the limit for any input
  public static long mostUnpacked(long packed, long most) {
    return Math.min(most, Math.max(HARMLESS, packed * MOST_EXPANSION));
  }

  /// Recognised by the first bytes.
  public static Compression of(byte[] content) {
    for (Compression compression : values()) {
      if (compression != NONE && compression.starts(content)) {
        return compression;
      }
    }
    return NONE;
  }

  private boolean starts(byte[] content) {
    if (content.length <= magic.length()) {
      return false;
    }
    for (int at = 0; at < magic.length(); at++) {
      if ((content[at] & 0xff) != magic.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  /// The unpacked bytes.
  ///
  /// @throws IOException when the data are damaged from the beginning
  public InputStream open(byte[] packed) throws IOException {
    var bytes = new ByteArrayInputStream(packed);
    return switch (this) {
      case NONE -> bytes;
      case GZIP -> new GZIPInputStream(bytes, BUFFER);
      case BZIP2 -> LibraryStreams.bzip2(bytes);
      case XZ -> LibraryStreams.xz(bytes);
    };
  }
}
