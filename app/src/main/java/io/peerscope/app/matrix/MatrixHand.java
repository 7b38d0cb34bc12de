package io.peerscope.app.matrix;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// What mouse and keys do to the matrix.
final class MatrixHand {

  private static final double WHEEL = 1.15;

  private final MatrixCanvas canvas;

  MatrixHand(MatrixCanvas canvas) {
    this.canvas = canvas;
  }

  void install() {
    canvas.setOnScroll(this::scroll);
    canvas.setOnMouseMoved(at -> canvas.hoverOver(canvas.cellAt(at.getX(), at.getY())));
    canvas.setOnMouseExited(_ -> canvas.hoverOver(Cell.NONE));
    canvas.setOnMouseClicked(this::click);
    canvas.setOnKeyPressed(this::move);
  }

  private void click(MouseEvent at) {
    canvas.requestFocus();
    canvas.take(canvas.cellAt(at.getX(), at.getY()));
  }

  /// The wheel scrolls, with Ctrl it zooms at the pointer.
  private void scroll(ScrollEvent wheel) {
    if (wheel.isControlDown()) {
      canvas.zoomBy(wheel.getDeltaY() > 0 ? WHEEL : 1 / WHEEL, wheel.getX(), wheel.getY());
    } else {
      canvas.scrollBy(wheel.getDeltaX(), wheel.getDeltaY());
    }
    wheel.consume();
  }

  private void move(KeyEvent key) {
    if (canvas.scene().isEmpty()) {
      return;
    }
    MatrixScene scene = canvas.scene().get();
    if (scene.rows().size() == 0 || scene.columns().size() == 0) {
      return;
    }
    Cell hover = canvas.hover().get();
    Cell from =
        hover.exists() ? hover : canvas.chosen().exists() ? canvas.chosen() : new Cell(0, 0);
    boolean far = key.isControlDown();
    Cell to =
        switch (key.getCode()) {
          case LEFT -> new Cell(from.row(), next(scene.columns(), from.column(), -1, far));
          case RIGHT -> new Cell(from.row(), next(scene.columns(), from.column(), 1, far));
          case UP -> new Cell(next(scene.rows(), from.row(), -1, far), from.column());
          case DOWN -> new Cell(next(scene.rows(), from.row(), 1, far), from.column());
          case PAGE_UP -> new Cell(next(scene.rows(), from.row(), -1, true), from.column());
          case PAGE_DOWN -> new Cell(next(scene.rows(), from.row(), 1, true), from.column());
          case ENTER -> from;
          default -> Cell.NONE;
        };
    if (!to.exists()) {
      return;
    }
    key.consume();
    canvas.reveal(to);
    canvas.hoverOver(to);
    if (key.getCode() == KeyCode.ENTER) {
      canvas.take(to);
    }
  }

  /// The next cell, or the first of the next switch.
  private static int next(MatrixAxis axis, int from, int step, boolean far) {
    int at = Math.clamp(from + step, 0, axis.size() - 1);
    while (far && at > 0 && at < axis.size() - 1 && !beginsGroup(axis, at)) {
      at += step;
    }
    return at;
  }

  private static boolean beginsGroup(MatrixAxis axis, int at) {
    return axis.breakBefore(at) != MatrixAxis.Break.NOTHING;
  }
}
