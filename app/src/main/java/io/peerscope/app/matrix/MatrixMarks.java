package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// The mark of each verdict, so that colour never speaks alone.
final class MatrixMarks {

  private MatrixMarks() {}

  /// Makes the pen ready to stroke a path of marks.
  static void prepare(GraphicsContext pen, Color color) {
    pen.setStroke(color);
    pen.setLineWidth(1.8);
    pen.setLineCap(StrokeLineCap.ROUND);
    pen.setLineJoin(StrokeLineJoin.ROUND);
  }

  /// Adds a mark around a point to the path of the pen.
  static void trace(GraphicsContext pen, VerdictKind kind, double x, double y) {
    switch (kind) {
      case DIRECT -> {
        pen.moveTo(x - 5, y);
        pen.lineTo(x - 1.5, y + 3.5);
        pen.lineTo(x + 5, y - 4);
      }
      case THROUGH_HOST_BRIDGE -> {
        pen.moveTo(x - 6, y + 3);
        pen.bezierCurveTo(x - 4, y - 5, x + 3, y - 5, x + 5, y + 2);
        pen.moveTo(x + 1, y + 2);
        pen.lineTo(x + 5.2, y + 2.4);
        pen.lineTo(x + 6, y - 2);
      }
      case REFUSED -> {
        pen.moveTo(x - 5, y - 5);
        pen.lineTo(x + 5, y + 5);
      }
      case UNDETERMINED -> {
        pen.moveTo(x - 3, y - 3);
        pen.bezierCurveTo(x - 2.5, y - 7, x + 4, y - 6, x + 3, y - 2.5);
        pen.bezierCurveTo(x + 2.5, y - 0.8, x, y - 0.8, x, y + 1.6);
        pen.moveTo(x, y + 5);
        pen.lineTo(x, y + 5.2);
      }
    }
  }
}
