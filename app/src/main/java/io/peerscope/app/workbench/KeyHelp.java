package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.fx.Nodes;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// All keys at a glance, over the window, until any click or Esc. The many labels are there only
/// while one reads them: a change of colours would style them all.
final class KeyHelp extends StackPane {

  private static final int COLUMNS = 3;

  private final Supplier<List<Action>> all;

  /// @param all with the keys that they have now
  KeyHelp(Supplier<List<Action>> all) {
    this.all = all;
    setId("key-help");
    getStyleClass().add("key-help");
    setVisible(false);
    setOnMouseClicked(_ -> toggle());
  }

  void toggle() {
    setVisible(!isVisible());
    if (isVisible()) {
      getChildren().setAll(card());
      toFront();
    } else {
      getChildren().clear();
    }
  }

  private Node card() {
    List<Action> actions = all.get().stream().filter(action -> !action.keys().isEmpty()).toList();
    var grid = new GridPane();
    grid.getStyleClass().add("key-grid");
    int rows = Math.ceilDiv(actions.size(), COLUMNS);
    for (int index = 0; index < actions.size(); index++) {
      int column = index / rows * 2;
      int row = index % rows;
      grid.add(Nodes.label(actions.get(index).keyLabel(), "key"), column, row);
      grid.add(Nodes.label(actions.get(index).name()), column + 1, row);
    }
    VBox card =
        Nodes.column(
            "key-card",
            Nodes.label("Keys", "verdict-title"),
            grid,
            Nodes.label(
                "In the picture, the outline and the matrix arrows move, and Enter chooses client,"
                    + " then target.\nAmong the raw bytes arrows choose a byte. Tab goes from part"
                    + " to part, Alt+Down opens a list. Letters of the palette mean something in Draw.",
                "muted"));
    card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    return card;
  }
}
