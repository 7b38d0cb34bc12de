package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Item;
import java.util.Optional;
import javafx.scene.Cursor;

/// What the pointer is for; each mode has one.
public interface Tool {

  /// The shape of the pointer.
  Cursor cursor(Optional<Item> below);

  /// What pressing a button begins.
  Gesture press(Pointer at);
}
