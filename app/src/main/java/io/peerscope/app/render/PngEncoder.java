package io.peerscope.app.render;

import java.io.IOException;
import java.io.OutputStream;

/// Writes opaque pixels as PNG, row by row.
///
/// Ours, because `javax.imageio` lives in java.desktop.
final class PngEncoder {

  private final int width;
  private final int height;
  private final PngChunks.Rows rows;

  PngEncoder(int width, int height) {
    this.width = width;
    this.height = height;
    this.rows = new PngChunks.Rows(width);
  }

  /// Adds the next row.
  ///
  /// @param rgb one pixel per element, `0xrrggbb`; higher bits do not count
  void addRow(int[] rgb) throws IOException {
    rows.add(rgb, 0);
  }

  /// Writes the whole file, after the last row.
  void writeTo(OutputStream out) throws IOException {
    PngChunks.begin(out, width, height);
    PngChunks.write(out, "IDAT", rows.packed());
    PngChunks.end(out);
  }
}
