package io.peerscope.app.render;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes frames of opaque pixels as an animated PNG (PNG third edition, W3C 2025, 11.3.6), which
/// plays for ever. A program that knows nothing of animation shows the first frame.
///
/// A frame holds only the rectangle in which it differs from the one before.
final class ApngEncoder {

  private static final short MILLIS = 1000;

  private final int width;
  private final int height;
  private final List<Frame> frames = new ArrayList<>();
  private int @Nullable [] shown;

  private record Rectangle(int x, int y, int width, int height) {}

  private static final class Frame {

    private final Rectangle place;
    private final int millis;
    private final byte[] packed;

    Frame(Rectangle place, int millis, byte[] packed) {
      this.place = place;
      this.millis = millis;
      this.packed = packed;
    }
  }

  ApngEncoder(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /// Adds the next frame.
  ///
  /// @param pixels all of them, row by row, `0xrrggbb`; not changed afterwards
  /// @param millis how long it is shown
  void addFrame(int[] pixels, int millis) throws IOException {
    Rectangle place = shown == null ? new Rectangle(0, 0, width, height) : changed(shown, pixels);
    var rows = new PngChunks.Rows(place.width());
    for (int y = place.y(); y < place.y() + place.height(); y++) {
      rows.add(pixels, y * width + place.x());
    }
    frames.add(new Frame(place, millis, rows.packed()));
    shown = pixels;
  }

  /// The smallest rectangle that holds every difference; one pixel where there is none.
  private Rectangle changed(int[] before, int[] now) {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (before[y * width + x] != now[y * width + x]) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    return right < 0
        ? new Rectangle(0, 0, 1, 1)
        : new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  /// Writes the whole file, after the last frame.
  void writeTo(OutputStream out) throws IOException {
    PngChunks.begin(out, width, height);
    PngChunks.write(out, "acTL", words(frames.size(), 0));
    int sequence = 0;
    for (Frame frame : frames) {
      PngChunks.write(out, "fcTL", control(sequence++, frame));
      if (sequence == 1) {
        PngChunks.write(out, "IDAT", frame.packed);
      } else {
        var data = new ByteArrayOutputStream();
        data.writeBytes(words(sequence++));
        data.writeBytes(frame.packed);
        PngChunks.write(out, "fdAT", data.toByteArray());
      }
    }
    PngChunks.end(out);
  }

  private static byte[] control(int sequence, Frame frame) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Rectangle place = frame.place;
    bytes.writeBytes(words(sequence, place.width(), place.height(), place.x(), place.y()));
    var data = new DataOutputStream(bytes);
    data.writeShort(frame.millis);
    data.writeShort(MILLIS);
    // Neither cleared afterwards nor mixed with what is below.
    data.write(new byte[] {0, 0});
    return bytes.toByteArray();
  }

  private static byte[] words(int... values) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var data = new DataOutputStream(bytes);
    for (int value : values) {
      data.writeInt(value);
    }
    return bytes.toByteArray();
  }
}
