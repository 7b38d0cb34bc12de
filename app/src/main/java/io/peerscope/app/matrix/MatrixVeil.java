package io.peerscope.app.matrix;

import io.peerscope.app.theme.Palette;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/// Lies over the cells that are not brought out, so that the others stand out.
final class MatrixVeil {

  private static final double THICKNESS = 0.78;

  private final GraphicsContext pen;
  private final MatrixLook look;
  private final Lit lit;

  MatrixVeil(GraphicsContext pen, Palette palette, MatrixLook look, Lit lit) {
    this.pen = pen;
    this.look = look;
    this.lit = lit;
    pen.setFill(palette.background().deriveColor(0, 1, 1, THICKNESS));
  }

  /// Covers what is in sight.
  ///
  /// @param x where the first column would stand
  /// @param y where the first row would stand
  void draw(double x, double y, double width, double height) {
    List<AxisScale.Run> rows = look.rows().runs();
    for (int at = look.rows().firstRunAt((int) -y);
        at < rows.size() && y + rows.get(at).from() < height;
        at++) {
      cover(rows.get(at), x, y, width);
    }
  }

  /// Neighbours that are to be covered are covered at once.
  private void cover(AxisScale.Run row, double x, double y, double width) {
    List<AxisScale.Run> columns = look.columns().runs();
    int from = look.columns().firstRunAt((int) -x);
    int begun = from;
    int at = from;
    for (; at < columns.size() && x + columns.get(at).from() < width; at++) {
      if (lit.any(row, columns.get(at))) {
        cover(row, columns, begun, at, x, y);
        begun = at + 1;
      }
    }
    cover(row, columns, begun, at, x, y);
  }

  private void cover(
      AxisScale.Run row, List<AxisScale.Run> columns, int begun, int end, double x, double y) {
    if (begun < end) {
      int left = columns.get(begun).from();
      pen.fillRect(
          x + left,
          y + row.from(),
          columns.get(end - 1).to() - left,
          row.to() - (double) row.from());
    }
  }
}
