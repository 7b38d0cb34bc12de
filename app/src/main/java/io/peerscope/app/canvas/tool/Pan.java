package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Point;
import javafx.scene.Cursor;

/// Moves the picture with the pointer once that has gone a few pixels; before, it is a click.
public final class Pan implements Gesture {

  private static final double CLICK_DISTANCE = 4;

  /// Takes by how many pixels the picture moves.
  public interface Movable {
    void pan(double dx, double dy);
  }

  private final Movable picture;
  private final Runnable click;
  private final Point pressed;
  private Point last;
  private boolean moving;

  /// @param click what happens when the pointer stays where it was pressed
  public Pan(Pointer at, Movable picture, Runnable click) {
    this.picture = picture;
    this.click = click;
    this.pressed = at.screen();
    this.last = at.screen();
  }

  @Override
  public void drag(Pointer to) {
    Point now = to.screen();
    moving |= now.distanceTo(pressed) > CLICK_DISTANCE;
    if (moving) {
      picture.pan(now.x() - last.x(), now.y() - last.y());
      last = now;
    }
  }

  @Override
  public Cursor cursor() {
    return moving ? Cursor.CLOSED_HAND : Cursor.DEFAULT;
  }

  @Override
  public void release(Pointer at) {
    if (!moving) {
      click.run();
    }
  }
}
