package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Rgb;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// A picture of coloured boxes: what is drawn of tens of thousands of functions on one screen. Its
/// pixels are set here, because a canvas takes longer than a frame for so many boxes.
final class BoxRaster {

  /// Smaller boxes are all outline.
  private static final double LEAST_OUTLINED = 3;

  private final ImageView node = new ImageView();
  private PixelBuffer<IntBuffer> buffer = bufferOf(1, 1);
  private int[] pixels = buffer.getBuffer().array();
  private int width = 1;
  private int height = 1;
  private double scale = 1;
  private double left;
  private double top;

  BoxRaster() {
    node.setManaged(false);
    node.setMouseTransparent(true);
    node.setSmooth(false);
  }

  ImageView node() {
    return node;
  }

  private static PixelBuffer<IntBuffer> bufferOf(int width, int height) {
    return new PixelBuffer<>(
        width, height, IntBuffer.allocate(width * height), PixelFormat.getIntArgbPreInstance());
  }

  /// Paints items, the hindmost first.
  ///
  /// @param left where x = 0 of the picture is on screen
  /// @param top where y = 0 of the picture is on screen
  void paint(
      List<Item> items,
      Camera camera,
      Palette palette,
      double outputScale,
      double left,
      double top) {
    paint(items, camera.width(), camera.height(), camera.scale(), palette, outputScale, left, top);
  }

  /// As above, on a picture of any size.
  ///
  /// @param boxScale pixels of the window per pixel of the picture that the items are from
  void paint(
      List<Item> items,
      double newWidth,
      double newHeight,
      double boxScale,
      Palette palette,
      double outputScale,
      double left,
      double top) {
    resize(newWidth, newHeight, outputScale);
    this.scale = boxScale * outputScale;
    this.left = left * outputScale;
    this.top = top * outputScale;
    Arrays.fill(pixels, argb(palette, Tone.CANVAS));
    var colours = new Colours(palette);
    items.forEach(item -> paint(item, colours));
    buffer.updateBuffer(_ -> null);
  }

  private void resize(double wantedWidth, double wantedHeight, double outputScale) {
    int newWidth = Math.max(1, (int) Math.ceil(wantedWidth * outputScale));
    int newHeight = Math.max(1, (int) Math.ceil(wantedHeight * outputScale));
    if (node.getImage() == null || newWidth != width || newHeight != height) {
      width = newWidth;
      height = newHeight;
      buffer = bufferOf(width, height);
      pixels = buffer.getBuffer().array();
      node.setImage(new WritableImage(buffer));
    }
    node.setFitWidth(width / outputScale);
    node.setFitHeight(height / outputScale);
  }

  private record Colours(int sunken, int muted, int line, int border) {
    Colours(Palette palette) {
      this(
          argb(palette, Tone.SUNKEN),
          argb(palette, Tone.MUTED),
          argb(palette, Tone.LINE),
          argb(palette, Tone.BORDER));
    }
  }

  private static int argb(Palette palette, Tone tone) {
    Rgb rgb = palette.of(tone);
    return 0xff00_0000 | rgb.red() << 16 | rgb.green() << 8 | rgb.blue();
  }

  /// The colours of [io.peerscope.app.canvas.drawing.TopologyPicture] at this size.
  private void paint(Item item, Colours colours) {
    switch (item) {
      case Item.HostBridgeBar bar -> {
        fill(bar.memory(), colours.sunken);
        fill(bar.box(), colours.muted);
      }
      case Item.SwitchBox box -> {
        fill(box.box(), colours.border);
        if (box.box().width() * scale > LEAST_OUTLINED) {
          fill(box.box().grownBy(-1 / scale), colours.sunken);
        }
      }
      case Item.PortChip chip -> fill(chip.box(), colours.line);
      case Item.FunctionCard card -> fill(card.box(), colours.line);
      case Item.FoldCard card -> fill(card.box(), colours.muted);
      case Item.Frame _ -> {}
    }
  }

  /// At least one pixel, however small: nothing vanishes.
  private void fill(Box box, int colour) {
    int x = (int) Math.round(box.x() * scale + left);
    int y = (int) Math.round(box.y() * scale + top);
    int right = Math.max(x + 1, (int) Math.round(box.right() * scale + left));
    int bottom = Math.max(y + 1, (int) Math.round(box.bottom() * scale + top));
    int from = Math.max(0, x);
    int to = Math.min(width, right);
    int last = Math.min(height, bottom);
    for (int row = Math.max(0, y); row < last && from < to; row++) {
      Arrays.fill(pixels, row * width + from, row * width + to, colour);
    }
  }
}
