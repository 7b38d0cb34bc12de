package io.peerscope.app.render;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// The pieces of a PNG of opaque pixels (8-bit RGB, ISO/IEC 15948).
final class PngChunks {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte RGB = 2;
  private static final byte FILTER_UP = 2;
  private static final int LEVEL = 6;

  private PngChunks() {}

  static void begin(OutputStream out, int width, int height) throws IOException {
    out.write(SIGNATURE);
    var header = new ByteArrayOutputStream();
    var data = new DataOutputStream(header);
    data.writeInt(width);
    data.writeInt(height);
    data.write(new byte[] {8, RGB, 0, 0, 0});
    write(out, "IHDR", header.toByteArray());
  }

  static void end(OutputStream out) throws IOException {
    write(out, "IEND", new byte[0]);
  }

  static void write(OutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(content);
    var data = new DataOutputStream(out);
    data.writeInt(content.length);
    data.write(name);
    data.write(content);
    data.writeInt((int) crc.getValue());
  }

  /// Packs rows of pixels, each as the difference to the one above.
  static final class Rows {

    private final int width;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final Deflater deflater = new Deflater(LEVEL);
    private final DeflaterOutputStream pixels = new DeflaterOutputStream(packed, deflater);
    private byte[] before;

    Rows(int width) {
      this.width = width;
      this.before = new byte[3 * width];
    }

    /// Adds the next row.
    ///
    /// @param rgb one pixel per element, `0xrrggbb`; higher bits do not count
    /// @param from index of its first pixel
    void add(int[] rgb, int from) throws IOException {
      byte[] row = new byte[3 * width];
      byte[] filtered = new byte[1 + 3 * width];
      filtered[0] = FILTER_UP;
      for (int x = 0; x < width; x++) {
        int pixel = rgb[from + x];
        row[3 * x] = (byte) (pixel >> 16);
        row[3 * x + 1] = (byte) (pixel >> 8);
        row[3 * x + 2] = (byte) pixel;
      }
      for (int i = 0; i < row.length; i++) {
        filtered[1 + i] = (byte) (row[i] - before[i]);
      }
      pixels.write(filtered);
      before = row;
    }

    /// The packed rows, after the last one.
    byte[] packed() throws IOException {
      pixels.finish();
      deflater.end();
      return packed.toByteArray();
    }
  }
}
