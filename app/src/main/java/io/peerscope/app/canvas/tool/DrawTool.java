package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Item;
import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;

/// A click selects, a drag of a function carries it elsewhere, a drag from a plug draws a line, a
/// drag of the page moves the picture, and with Shift selects what is inside a frame.
public final class DrawTool implements Tool {

  /// What the tool does to the picture and the machine.
  public interface Hands extends Pan.Movable {

    /// A click on an item.
    ///
    /// @param adding whether it comes on top of what is selected
    void select(Item item, boolean adding);

    void selectNothing();

    /// A frame was drawn around items.
    void select(Frame frame);

    /// Begins to carry what an item stands for; false where that cannot be moved.
    boolean take(Item item);

    /// The pointer carries what was taken.
    ///
    /// @param copying whether it stays where it is, and a copy is carried
    void carry(Pointer to, boolean copying);

    /// The pointer draws a line.
    void draw(Plug from, Pointer to);

    void letGo();

    void cancel();

    /// Shows a frame that is being drawn.
    void show(Optional<Frame> frame);
  }

  private final Hands hands;

  public DrawTool(Hands hands) {
    this.hands = hands;
  }

  @Override
  public Cursor cursor(Optional<Item> below) {
    return below.isPresent() ? Cursor.OPEN_HAND : Cursor.DEFAULT;
  }

  @Override
  public Gesture press(Pointer at) {
    boolean primary = at.button() == MouseButton.PRIMARY;
    if (at.button() == MouseButton.SECONDARY) {
      at.item().ifPresent(item -> hands.select(item, at.adding()));
    }
    if (primary && at.plug().isPresent() && !at.adding()) {
      return new Connecting(at.plug().get(), hands);
    }
    if (primary && at.item().isPresent()) {
      return new Carry(at, at.item().get(), hands);
    }
    if (primary && at.adding()) {
      return new Frame.Drawing(at, hands);
    }
    return new Pan(at, hands, primary ? hands::selectNothing : () -> {});
  }
}
