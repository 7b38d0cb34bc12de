package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import java.util.Optional;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Where the pointer is.
///
/// @param screen in pixels of the canvas
/// @param picture in the picture's own measure
/// @param item what is below it
/// @param plug the end of a line that is below it
/// @param button the button that is or was pressed
/// @param adding whether what is chosen comes on top of what was (Ctrl or Shift)
public record Pointer(
    Point screen,
    Point picture,
    Optional<Item> item,
    Optional<Plug> plug,
    MouseButton button,
    boolean adding) {

  /// The pointer of an event.
  public static Pointer of(
      MouseEvent event, Point picture, Optional<Item> item, Optional<Plug> plug) {
    return new Pointer(
        new Point(event.getX(), event.getY()),
        picture,
        item,
        plug,
        event.getButton(),
        event.isShortcutDown() || event.isShiftDown());
  }
}
