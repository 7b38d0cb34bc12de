package io.peerscope.app.render;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes opaque pixels as PNG (8-bit RGB, ISO/IEC 15948), row by row.
///
/// Ours, because `javax.imageio` lives in java.desktop.
final class PngEncoder {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte RGB = 2;
  private static final byte FILTER_UP = 2;

  private final int width;
  private final int height;
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final Deflater deflater = new Deflater(6);
  private final DeflaterOutputStream pixels = new DeflaterOutputStream(packed, deflater);
  private byte[] before;

  PngEncoder(int width, int height) {
    this.width = width;
    this.height = height;
    this.before = new byte[3 * width];
  }

  /// Adds the next row.
  ///
  /// @param rgb one pixel per element, `0xrrggbb`; higher bits do not count
  void addRow(int[] rgb) throws IOException {
    byte[] row = new byte[3 * width];
    byte[] filtered = new byte[1 + 3 * width];
    filtered[0] = FILTER_UP;
    for (int x = 0; x < width; x++) {
      row[3 * x] = (byte) (rgb[x] >> 16);
      row[3 * x + 1] = (byte) (rgb[x] >> 8);
      row[3 * x + 2] = (byte) rgb[x];
    }
    for (int i = 0; i < row.length; i++) {
      filtered[1 + i] = (byte) (row[i] - before[i]);
    }
    pixels.write(filtered);
    before = row;
  }

  /// Writes the whole file, after the last row.
  void writeTo(OutputStream out) throws IOException {
    pixels.finish();
    deflater.end();
    out.write(SIGNATURE);
    var header = new ByteArrayOutputStream();
    var data = new DataOutputStream(header);
    data.writeInt(width);
    data.writeInt(height);
    data.write(new byte[] {8, RGB, 0, 0, 0});
    writeChunk(out, "IHDR", header.toByteArray());
    writeChunk(out, "IDAT", packed.toByteArray());
    writeChunk(out, "IEND", new byte[0]);
  }

  private static void writeChunk(OutputStream out, String type, byte[] content) throws IOException {
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
}
