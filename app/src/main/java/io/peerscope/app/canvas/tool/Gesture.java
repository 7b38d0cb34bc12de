package io.peerscope.app.canvas.tool;

import javafx.scene.Cursor;

/// What goes on between pressing and releasing a button. It owns the pointer until then.
public interface Gesture {

  void drag(Pointer to);

  /// The shape of the pointer meanwhile.
  Cursor cursor();

  void release(Pointer at);

  /// Escape was pressed, or the pointer was taken away: nothing has happened.
  default void cancel() {}
}
