package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Item;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;

/// A click chooses, a drag moves the picture.
public final class ChooseTool implements Tool {

  private final Pan.Movable picture;
  private final Consumer<Item> chosen;
  private final Runnable nothingChosen;

  public ChooseTool(Pan.Movable picture, Consumer<Item> chosen, Runnable nothingChosen) {
    this.picture = picture;
    this.chosen = chosen;
    this.nothingChosen = nothingChosen;
  }

  @Override
  public Cursor cursor(Optional<Item> below) {
    return below.isPresent() ? Cursor.HAND : Cursor.DEFAULT;
  }

  @Override
  public Gesture press(Pointer at) {
    return new Pan(at, picture, () -> click(at));
  }

  private void click(Pointer at) {
    if (at.button() == MouseButton.PRIMARY) {
      at.item().ifPresentOrElse(chosen, nothingChosen);
    }
  }
}
