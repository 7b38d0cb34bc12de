package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Sheet;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a sheet as PNG, band by band.
final class PngPicture {

  static final long MOST_PIXELS = 64L << 20;

  private final Sheet sheet;
  private final MarksPainter painter;

  PngPicture(Sheet sheet, Palette palette, double width) {
    this.sheet = sheet;
    this.painter = new MarksPainter(palette, sheet.size(), width);
  }

  /// @throws PictureTooLarge when it has more pixels than can be painted
  void writeTo(OutputStream out) throws IOException, PictureTooLarge {
    checkSize();
    int width = painter.width();
    int height = painter.height();
    var encoder = new PngEncoder(width, height);
    int[] row = new int[width];
    for (int top = 0; top < height; top += MarksPainter.rowsAtOnce()) {
      int rows = Math.min(MarksPainter.rowsAtOnce(), height - top);
      int[] pixels = painter.paint(sheet.marks(), top, rows);
      for (int y = 0; y < rows; y++) {
        System.arraycopy(pixels, y * width, row, 0, width);
        encoder.addRow(row);
      }
    }
    encoder.writeTo(out);
  }

  private void checkSize() throws PictureTooLarge {
    if ((long) painter.width() * painter.height() > MOST_PIXELS) {
      throw new PictureTooLarge(
          "%d × %d pixels are too many for a PNG; choose a smaller --width or --scale, or SVG"
              .formatted(painter.width(), painter.height()));
    }
  }
}
