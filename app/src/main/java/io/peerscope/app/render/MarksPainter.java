package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.FxPainter;
import io.peerscope.app.canvas.drawing.Mark;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Reach;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.app.canvas.layout.Box;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// Paints marks with JavaFX, in tiles that are small enough not to keep its thread from anything
/// else.
final class MarksPainter {

  private static final int TILE_WIDTH = 1024;
  private static final int TILE_HEIGHT = 512;

  private final Palette palette;
  private final Box size;
  private final double scale;
  private final int width;
  private final int height;

  /// @param size the part of the picture that is painted
  /// @param width in pixels; the height follows
  MarksPainter(Palette palette, Box size, double width) {
    this.palette = palette;
    this.size = size;
    this.scale = width / size.width();
    this.width = (int) Math.ceil(width);
    this.height = (int) Math.ceil(size.height() * scale);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// As many rows as one tile is high, at most.
  static int rowsAtOnce() {
    return TILE_HEIGHT;
  }

  /// Some rows of pixels, `0xaarrggbb`; starts JavaFX where it does not run yet.
  int[] paint(List<Mark> marks, int top, int rows) throws IOException {
    startToolkit();
    int[] pixels = new int[width * rows];
    for (int y = 0; y < rows; y += TILE_HEIGHT) {
      int high = Math.min(TILE_HEIGHT, rows - y);
      for (int left = 0; left < width; left += TILE_WIDTH) {
        int wide = Math.min(TILE_WIDTH, width - left);
        WritableImage tile = tile(marks, left, top + y, wide, high);
        tile.getPixelReader()
            .getPixels(
                0,
                0,
                wide,
                high,
                PixelFormat.getIntArgbInstance(),
                pixels,
                y * width + left,
                width);
      }
    }
    return pixels;
  }

  private WritableImage tile(List<Mark> marks, int left, int top, int wide, int high)
      throws IOException {
    Box part = new Box(size.x() + left / scale, size.y() + top / scale, wide / scale, high / scale);
    List<Mark> inside = Reach.inside(marks, part);
    if (Platform.isFxApplicationThread()) {
      return paintTile(inside, left, top, wide, high);
    }
    var done = new CompletableFuture<WritableImage>();
    Platform.runLater(() -> {
      try {
        done.complete(paintTile(inside, left, top, wide, high));
      } catch (RuntimeException failure) {
        done.completeExceptionally(failure);
      }
    });
    try {
      return done.join();
    } catch (CompletionException failure) {
      throw new IOException("the picture cannot be painted: " + failure.getCause(), failure);
    }
  }

  private WritableImage paintTile(List<Mark> marks, int left, int top, int wide, int high) {
    var canvas = new Canvas(wide, high);
    GraphicsContext gc = canvas.getGraphicsContext2D();
    gc.setFill(Color.web(palette.of(Tone.CANVAS).toString()));
    gc.fillRect(0, 0, wide, high);
    double x = -size.x() * scale - left;
    double y = -size.y() * scale - top;
    new FxPainter(gc, palette, scale, x, y, 1).paint(marks);
    return canvas.snapshot(new SnapshotParameters(), new WritableImage(wide, high));
  }

  /// Without a window the headless platform of JavaFX does; a running toolkit is used as it is.
  private static void startToolkit() throws IOException {
    if (Platform.isFxApplicationThread()) {
      return;
    }
    try {
      if (System.getProperty("glass.platform") == null) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
      }
      Platform.startup(() -> Platform.setImplicitExit(false));
    } catch (IllegalStateException alreadyRuns) {
      return;
    } catch (UnsupportedOperationException | UnsatisfiedLinkError failure) {
      throw new IOException("JavaFX cannot start here: " + failure.getMessage(), failure);
    }
  }
}
