package io.peerscope.app.canvas.tool;

import javafx.scene.Cursor;

/// Draws a line from a plug to where the pointer is let go.
final class Connecting implements Gesture {

  private final Plug plug;
  private final DrawTool.Hands hands;
  private boolean drawn;

  Connecting(Plug plug, DrawTool.Hands hands) {
    this.plug = plug;
    this.hands = hands;
  }

  @Override
  public void drag(Pointer to) {
    drawn = true;
    hands.draw(plug, to);
  }

  @Override
  public Cursor cursor() {
    return Cursor.CROSSHAIR;
  }

  @Override
  public void release(Pointer at) {
    if (drawn) {
      hands.letGo();
    } else {
      at.item().ifPresent(item -> hands.select(item, at.adding()));
    }
  }

  @Override
  public void cancel() {
    hands.cancel();
  }
}
