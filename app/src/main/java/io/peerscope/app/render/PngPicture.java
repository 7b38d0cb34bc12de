package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.FxPainter;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Sheet;
import io.peerscope.app.canvas.drawing.Tone;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// Paints a sheet with JavaFX, tile by tile, and writes it as PNG.
final class PngPicture {

  private static final long MOST_PIXELS = 64L << 20;
  private static final int TILE = 4096;

  private final Sheet sheet;
  private final Palette palette;
  private final double scale;
  private final int width;
  private final int height;

  PngPicture(Sheet sheet, Palette palette, double width) {
    this.sheet = sheet;
    this.palette = palette;
    this.scale = width / sheet.size().width();
    this.width = (int) Math.ceil(width);
    this.height = (int) Math.ceil(sheet.size().height() * scale);
  }

  /// @throws PictureTooLarge when it has more pixels than can be painted
  void checkSize() throws PictureTooLarge {
    if ((long) width * height > MOST_PIXELS) {
      throw new PictureTooLarge(
          "%d × %d pixels are too many for a PNG; choose a smaller --width, or SVG"
              .formatted(width, height));
    }
  }

  void writeTo(OutputStream out) throws IOException, PictureTooLarge {
    checkSize();
    startToolkit();
    var encoder = new PngEncoder(width, height);
    for (int top = 0; top < height; top += TILE) {
      writeBand(encoder, top, Math.min(TILE, height - top));
    }
    encoder.writeTo(out);
  }

  private void writeBand(PngEncoder encoder, int top, int rows) throws IOException {
    int[] pixels = new int[width * rows];
    for (int left = 0; left < width; left += TILE) {
      int columns = Math.min(TILE, width - left);
      WritableImage tile = onToolkitThread(left, top, columns, rows);
      tile.getPixelReader()
          .getPixels(0, 0, columns, rows, PixelFormat.getIntArgbInstance(), pixels, left, width);
    }
    int[] row = new int[width];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(pixels, y * width, row, 0, width);
      encoder.addRow(row);
    }
  }

  private WritableImage onToolkitThread(int left, int top, int columns, int rows)
      throws IOException {
    if (Platform.isFxApplicationThread()) {
      return paint(left, top, columns, rows);
    }
    var done = new CompletableFuture<WritableImage>();
    Platform.runLater(() -> {
      try {
        done.complete(paint(left, top, columns, rows));
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

  private WritableImage paint(int left, int top, int columns, int rows) {
    var canvas = new Canvas(columns, rows);
    GraphicsContext gc = canvas.getGraphicsContext2D();
    gc.setFill(Color.web(palette.of(Tone.CANVAS).toString()));
    gc.fillRect(0, 0, columns, rows);
    double x = -sheet.size().x() * scale - left;
    double y = -sheet.size().y() * scale - top;
    new FxPainter(gc, palette, scale, x, y, 1).paint(sheet.marks());
    return canvas.snapshot(new SnapshotParameters(), new WritableImage(columns, rows));
  }

  /// Without a window the headless platform of JavaFX does; a running toolkit is used as it is.
  private static void startToolkit() throws IOException {
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
