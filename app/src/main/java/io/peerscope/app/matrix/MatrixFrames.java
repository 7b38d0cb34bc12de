package io.peerscope.app.matrix;

import io.peerscope.app.theme.Fonts;
import io.peerscope.app.theme.Palette;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// What lies over the cells: frames around some of them, and words in those that are large.
final class MatrixFrames {

  private static final double LINE = 13;
  private static final double LETTER = 5.6;

  private final GraphicsContext pen;
  private final Palette palette;
  private final MatrixCanvas canvas;
  private final MatrixLook look;

  MatrixFrames(GraphicsContext pen, Palette palette, MatrixCanvas canvas, MatrixLook look) {
    this.pen = pen;
    this.palette = palette;
    this.canvas = canvas;
    this.look = look;
  }

  /// Frames a cell, if there is one; the frame is never smaller than can be seen.
  void cell(Cell cell, Color color) {
    if (!cell.exists()) {
      return;
    }
    double size = Math.max(CellSprite.sizeAt(look.pitch()) + 2.0, 7);
    double inset = (CellSprite.sizeAt(look.pitch()) - size) / 2;
    pen.setStroke(color);
    pen.setLineWidth(look.pitch() >= CellSprite.LEAST_WITH_MARK ? 2.5 : 1.5);
    pen.strokeRoundRect(
        canvas.x(look, cell.column()) + inset,
        canvas.y(look, cell.row()) + inset,
        size,
        size,
        6,
        6);
  }

  /// Type and distance, and with more room the whole sentence.
  void words(double left, double top, double right, double bottom) {
    if (!hasWords(look)) {
      return;
    }
    pen.setTextAlign(TextAlignment.LEFT);
    for (int row = Math.max(0, indexAt(look.rows(), top - canvas.y(look, 0)));
        row < look.rows().size() && canvas.y(look, row) < bottom;
        row++) {
      for (int column = Math.max(0, indexAt(look.columns(), left - canvas.x(look, 0)));
          column < look.columns().size() && canvas.x(look, column) < right;
          column++) {
        if (!look.scene().isSelf(row, column)) {
          words(row, column);
        }
      }
    }
  }

  static boolean hasWords(MatrixLook look) {
    return look.pitch() >= CellSprite.LEAST_WITH_WORDS + 3;
  }

  private static int indexAt(AxisScale scale, double position) {
    return scale.size() == 0 ? 0 : scale.firstFrom(position);
  }

  private void words(int row, int column) {
    CellWords words = look.words(new Cell(row, column));
    double x = canvas.x(look, column);
    double y = canvas.y(look, row);
    double size = CellSprite.sizeAt(look.pitch());
    pen.setFont(Font.font(Fonts.mono(), 10.5));
    pen.setFill(palette.text());
    pen.fillText(words.distance(), x + 32, y + 20);
    pen.setFont(Font.font(Fonts.prose(), 10.5));
    double lineTop = y + 42;
    int letters = (int) ((size - 14) / LETTER);
    int lines = (int) ((size - 42 - 20) / LINE);
    for (String line : Wrapped.lines(words.sentence(), letters, lines)) {
      pen.fillText(line, x + 8, lineTop);
      lineTop += LINE;
    }
  }
}
