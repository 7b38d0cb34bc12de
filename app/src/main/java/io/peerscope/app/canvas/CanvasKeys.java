package io.peerscope.app.canvas;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// What keys do on the canvas.
final class CanvasKeys {

  private static final double PAN_STEP = 64;
  private static final double PAGE = 0.8;

  private final TopologyCanvas canvas;
  private final KeyboardFocus focus;

  CanvasKeys(TopologyCanvas canvas, KeyboardFocus focus) {
    this.canvas = canvas;
    this.focus = focus;
  }

  void press(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    if (handle(event.getCode(), event.isShiftDown())) {
      event.consume();
    }
  }

  /// Whether the key means something here.
  private boolean handle(KeyCode code, boolean shift) {
    return switch (code) {
      case TAB -> focus.step(shift ? -1 : 1);
      case LEFT -> go(-1, 0, shift);
      case RIGHT -> go(1, 0, shift);
      case UP -> go(0, -1, shift);
      case DOWN -> go(0, 1, shift);
      case PAGE_UP -> done(() -> canvas.pan(0, canvas.getHeight() * PAGE));
      case PAGE_DOWN -> done(() -> canvas.pan(0, -canvas.getHeight() * PAGE));
      case ENTER -> focus.item().isPresent() && done(() -> canvas.choose(focus.item().get()));
      case ESCAPE -> focus.leave();
      default -> false;
    };
  }

  private static boolean done(Runnable action) {
    action.run();
    return true;
  }

  /// Without a focused function, and with Shift, arrows move the picture.
  private boolean go(int dx, int dy, boolean shift) {
    return (shift || focus.item().isEmpty())
        ? done(() -> canvas.pan(-dx * PAN_STEP, -dy * PAN_STEP))
        : focus.go(dx, dy);
  }
}
