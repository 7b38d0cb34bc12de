package io.peerscope.engine.format.tree;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// What the JDK cannot unpack. A class of its own, so that reading a text does not load the
/// libraries.
final class LibraryStreams {

  /// What `xz -9` needs to unpack, in KiB (xz(1), `DecMem`).
  private static final int XZ_MEMORY = 65 * 1024 + 1024;

  private LibraryStreams() {}

  static InputStream bzip2(InputStream packed) throws IOException {
    return new BZip2CompressorInputStream(packed, true);
  }

  static InputStream xz(InputStream packed) throws IOException {
    return new XZInputStream(packed, XZ_MEMORY);
  }
}
