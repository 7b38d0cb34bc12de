package io.peerscope.app.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/// Saves what is on the screen.
public final class Screenshots {

  private Screenshots() {}

  public static void write(Image image, Path file) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    var encoder = new PngEncoder(width, height);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getPixelReader().getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
      encoder.addRow(row);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var out = Files.newOutputStream(file)) {
      encoder.writeTo(out);
    }
  }
}
