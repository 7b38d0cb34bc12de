package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.Optional;
import javafx.scene.Cursor;

/// A frame that the user draws around items.
///
/// @param box in the picture's own measure
public record Frame(Box box) {

  private static Frame between(Point one, Point other) {
    return new Frame(
        new Box(
            Math.min(one.x(), other.x()),
            Math.min(one.y(), other.y()),
            Math.abs(one.x() - other.x()),
            Math.abs(one.y() - other.y())));
  }

  /// Draws one.
  static final class Drawing implements Gesture {

    private final Point corner;
    private final DrawTool.Hands hands;

    Drawing(Pointer at, DrawTool.Hands hands) {
      this.corner = at.picture();
      this.hands = hands;
    }

    @Override
    public void drag(Pointer to) {
      hands.show(Optional.of(between(corner, to.picture())));
    }

    @Override
    public Cursor cursor() {
      return Cursor.CROSSHAIR;
    }

    @Override
    public void release(Pointer at) {
      hands.show(Optional.empty());
      hands.select(between(corner, at.picture()));
    }

    @Override
    public void cancel() {
      hands.show(Optional.empty());
    }
  }
}
