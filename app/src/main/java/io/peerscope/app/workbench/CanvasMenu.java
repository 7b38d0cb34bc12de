package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.action.Key;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// What a right click on the picture offers: what can be done with what is selected.
final class CanvasMenu {

  private final Node canvas;
  private final Supplier<List<Action>> actions;

  /// @param actions with the keys that they have now
  CanvasMenu(Node canvas, Supplier<List<Action>> actions) {
    this.canvas = canvas;
    this.actions = actions;
    canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::showAtPointer);
    canvas.setOnContextMenuRequested(this::showByKey);
  }

  /// On release: a menu that opens while the button is down takes the release away from the scene,
  /// which then takes the next drag for a part of this one.
  private void showAtPointer(MouseEvent event) {
    if (event.getButton() == MouseButton.SECONDARY && event.isStillSincePress()) {
      show(event.getScreenX(), event.getScreenY());
      event.consume();
    }
  }

  private void showByKey(ContextMenuEvent event) {
    if (event.isKeyboardTrigger()) {
      show(event.getScreenX(), event.getScreenY());
      event.consume();
    }
  }

  private void show(double screenX, double screenY) {
    var menu = new ContextMenu();
    actions.get().stream()
        .filter(Action::isAboutPicture)
        .filter(action -> action.enabled().getAsBoolean())
        .forEach(action -> menu.getItems().add(item(action)));
    menu.setAutoHide(true);
    menu.show(canvas, screenX, screenY);
  }

  private static MenuItem item(Action action) {
    String key = action.keys().stream().findFirst().map(Key::label).orElse("");
    var item = new MenuItem((action.name() + "   " + key).strip());
    item.setId("action-" + action.name().toLowerCase(Locale.ROOT).replace(' ', '-'));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> action.run().run());
    return item;
  }
}
