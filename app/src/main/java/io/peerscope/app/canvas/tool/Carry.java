package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Item;
import javafx.scene.Cursor;

/// Carries an item elsewhere once the pointer has gone a few pixels; before, it is a click.
final class Carry implements Gesture {

  private static final double CLICK_DISTANCE = 5;

  private enum State {
    CLICK,
    CARRYING,
    FIXED
  }

  private final Pointer pressed;
  private final Item item;
  private final DrawTool.Hands hands;
  private State state = State.CLICK;

  Carry(Pointer pressed, Item item, DrawTool.Hands hands) {
    this.pressed = pressed;
    this.item = item;
    this.hands = hands;
  }

  @Override
  public void drag(Pointer to) {
    if (state == State.CLICK && to.screen().distanceTo(pressed.screen()) > CLICK_DISTANCE) {
      state = hands.take(item) ? State.CARRYING : State.FIXED;
    }
    if (state == State.CARRYING) {
      hands.carry(to, to.adding());
    }
  }

  @Override
  public Cursor cursor() {
    return switch (state) {
      case CLICK -> Cursor.DEFAULT;
      case CARRYING -> Cursor.CLOSED_HAND;
      case FIXED -> Cursor.DEFAULT;
    };
  }

  @Override
  public void release(Pointer at) {
    switch (state) {
      case CLICK -> hands.select(item, pressed.adding());
      case CARRYING -> hands.letGo();
      case FIXED -> {}
    }
  }

  @Override
  public void cancel() {
    hands.cancel();
  }
}
