package io.peerscope.app.palette;

import io.peerscope.app.draw.Carrier;
import io.peerscope.app.draw.Palette;
import io.peerscope.app.draw.PaletteItem;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.edit.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.shape.SVGPath;

/// One item: dragged it goes where it is let go, clicked or called by its key where the selection
/// is. A menu chooses which part it stands for.
final class PaletteRow extends HBox {

  private static final double DRAG_DISTANCE = 4;
  private static final int[] PORT_COUNTS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};

  private final Palette palette;
  private final PaletteItem item;
  private final Carrier carrier;
  private final Consumer<PaletteItem> add;
  private double pressedX;
  private double pressedY;
  private boolean pressed;
  private boolean carrying;

  PaletteRow(Palette palette, PaletteItem item, Carrier carrier, Consumer<PaletteItem> add) {
    this.palette = palette;
    this.item = item;
    this.carrier = carrier;
    this.add = add;
    setId("palette-" + item.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    getStyleClass().add("palette-item");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.BUTTON);
    setAccessibleText(item.label() + ", key " + item.key());
    setCursor(Cursor.OPEN_HAND);
    Label name = Nodes.label("", "palette-name");
    name.setMinWidth(0);
    name.textProperty()
        .bind(
            item == PaletteItem.SWITCH
                ? Bindings.concat("Switch 1 → ", palette.ports())
                : Bindings.createStringBinding(item::label));
    getChildren().addAll(icon(), name, Nodes.spacer());
    if (item.parts().size() > 1 || item == PaletteItem.SWITCH) {
      getChildren().add(variants());
    }
    getChildren().add(Nodes.label(item.key(), "palette-key"));
    var tip = new Tooltip();
    tip.textProperty()
        .bind(palette.part(item).map(part -> part.map(Part::name).orElse(item.label())));
    Tooltip.install(this, tip);
    watch();
  }

  private SVGPath icon() {
    var shape = new SVGPath();
    shape.setContent(PaletteIcons.of(item));
    shape.getStyleClass().add("palette-icon");
    return shape;
  }

  private MenuButton variants() {
    var menu = new MenuButton();
    menu.getStyleClass().add("palette-variants");
    menu.setId(getId() + "-variants");
    menu.setAccessibleText("Which " + item.label());
    menu.setFocusTraversable(false);
    menu.getItems().setAll(new MenuItem(""));
    menu.setOnShowing(_ -> fill(menu));
    // Opening the menu is no drag of the row.
    menu.addEventHandler(MouseEvent.ANY, MouseEvent::consume);
    return menu;
  }

  private void fill(MenuButton menu) {
    Optional<Part> now = palette.part(item).get();
    List<CheckMenuItem> parts =
        item.parts().stream()
            .map(part ->
                choice(
                    part.name(), now.equals(Optional.of(part)), () -> palette.choose(item, part)))
            .toList();
    menu.getItems().setAll(parts);
    if (item == PaletteItem.SWITCH) {
      menu.getItems().add(new SeparatorMenuItem());
      for (int ports : PORT_COUNTS) {
        menu.getItems()
            .add(
                choice(
                    ports == 1 ? "1 downstream port" : ports + " downstream ports",
                    palette.ports().get() == ports,
                    () -> palette.ports().set(ports)));
      }
    }
  }

  private static CheckMenuItem choice(String text, boolean chosen, Runnable choose) {
    var choice = new CheckMenuItem(text);
    choice.setMnemonicParsing(false);
    choice.setSelected(chosen);
    choice.setOnAction(_ -> choose.run());
    return choice;
  }

  private void watch() {
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseReleased(this::release);
    setOnKeyPressed(this::key);
  }

  private void press(MouseEvent event) {
    requestFocus();
    pressed = event.getButton() == MouseButton.PRIMARY;
    pressedX = event.getSceneX();
    pressedY = event.getSceneY();
    carrying = false;
    event.consume();
  }

  private void drag(MouseEvent event) {
    if (!pressed) {
      return;
    }
    double distance = Math.hypot(event.getSceneX() - pressedX, event.getSceneY() - pressedY);
    if (!carrying && distance > DRAG_DISTANCE) {
      carrying = true;
      carrier.take(palette.take(item));
      setCursor(Cursor.CLOSED_HAND);
    }
    if (carrying) {
      carrier.carryTo(event.getSceneX(), event.getSceneY());
    }
    event.consume();
  }

  private void release(MouseEvent event) {
    setCursor(Cursor.OPEN_HAND);
    if (carrying) {
      carrying = false;
      carrier.letGo();
    } else if (pressed) {
      add.accept(item);
    }
    event.consume();
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER, SPACE -> add.accept(item);
      case ESCAPE -> {
        carrying = false;
        carrier.cancel();
      }
      case DOWN -> neighbour(1);
      case UP -> neighbour(-1);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void neighbour(int by) {
    var siblings = getParent().getChildrenUnmodifiable();
    int next = siblings.indexOf(this) + by;
    if (next >= 0 && next < siblings.size()) {
      siblings.get(next).requestFocus();
    }
  }
}
