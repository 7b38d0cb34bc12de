package io.peerscope.app.render;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Pixels that are at hand as a PNG file.
public final class PngFile {

  private PngFile() {}

  /// Writes a new file, or over an old one.
  ///
  /// @param width in pixels
  /// @param strips all pixels from the top, `0xaarrggbb`, each some whole rows
  /// @throws IOException when the file cannot be written
  public static void write(Path file, int width, List<int[]> strips) throws IOException {
    int height = strips.stream().mapToInt(strip -> strip.length / width).sum();
    var encoder = new PngEncoder(width, height);
    for (int[] strip : strips) {
      for (int at = 0; at < strip.length; at += width) {
        encoder.addRow(Arrays.copyOfRange(strip, at, at + width));
      }
    }
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      encoder.writeTo(out);
    }
  }
}
