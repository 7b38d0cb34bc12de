package io.peerscope.app.matrix;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// What was drawn on [Pixels], for the toolkit to show.
final class PixelImage {

  private PixelImage() {}

  static Image of(Pixels pixels) {
    var image = new WritableImage(pixels.width(), pixels.height());
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            pixels.width(),
            pixels.height(),
            PixelFormat.getIntArgbPreInstance(),
            pixels.values(),
            0,
            pixels.width());
    return image;
  }
}
