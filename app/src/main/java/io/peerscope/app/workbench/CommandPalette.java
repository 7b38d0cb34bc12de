package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.fx.Nodes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Every command by its name: a few letters find it, Enter runs it.
final class CommandPalette extends StackPane {

  private static final double ROW = 28;
  private static final int MOST_ROWS = 12;
  private static final double WIDTH = 460;

  private final Supplier<List<Action>> actions;
  private final TextField text = new TextField();
  private final ListView<Action> found = new ListView<>();
  private final VBox card;
  private Optional<Node> before = Optional.empty();

  /// @param actions with the keys that they have now
  CommandPalette(Supplier<List<Action>> actions) {
    this.actions = actions;
    setId("command-palette");
    getStyleClass().add("command-palette");
    setAlignment(Pos.TOP_CENTER);
    setVisible(false);
    text.setId("command");
    text.setPromptText("Type a command");
    text.setAccessibleText("Find a command by its name");
    found.setId("commands");
    found.setFixedCellSize(ROW);
    found.setFocusTraversable(false);
    found.setPlaceholder(
        Nodes.paragraph(
            "No command has these words; Draw and Trace each have their own.", "muted"));
    found.setCellFactory(_ -> new CommandCell());
    found.setOnMouseClicked(_ -> run());
    VBox.setVgrow(found, Priority.NEVER);
    card = Nodes.column("command-card", text, found);
    card.setMaxSize(WIDTH, USE_PREF_SIZE);
    setOnMouseClicked(click -> {
      if (click.getTarget() == this) {
        close();
      }
    });
    text.textProperty().subscribe((_, words) -> find(words));
    text.addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
    found.setPrefHeight(MOST_ROWS * ROW + 2);
  }

  void open() {
    open("");
  }

  /// Opens it with some words already there.
  void open(String words) {
    before = Optional.ofNullable(getScene().getFocusOwner());
    getChildren().setAll(card);
    setVisible(true);
    toFront();
    text.setText(words);
    find(words);
    text.requestFocus();
    text.end();
  }

  /// The commands whose names hold all the words, in the order of the list of keys.
  private void find(String words) {
    List<String> wanted = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    found
        .getItems()
        .setAll(
            actions.get().stream()
                .filter(action -> action.enabled().getAsBoolean())
                .filter(action ->
                    wanted.stream().allMatch(action.name().toLowerCase(Locale.ROOT)::contains))
                .toList());
    found.getSelectionModel().selectFirst();
    found.scrollTo(0);
  }

  private void steer(KeyEvent key) {
    switch (key.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case PAGE_DOWN -> move(MOST_ROWS);
      case PAGE_UP -> move(-MOST_ROWS);
      case ENTER -> run();
      case ESCAPE -> close();
      default -> {
        return;
      }
    }
    key.consume();
  }

  private void move(int rows) {
    int row = found.getSelectionModel().getSelectedIndex() + rows;
    found.getSelectionModel().select(Math.clamp(row, 0, Math.max(0, found.getItems().size() - 1)));
    found.scrollTo(Math.max(0, found.getSelectionModel().getSelectedIndex() - MOST_ROWS / 2));
  }

  private void run() {
    Action chosen = found.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      close();
      chosen.run().run();
    }
  }

  /// The keyboard goes back to where it was.
  void close() {
    setVisible(false);
    getChildren().clear();
    before.ifPresent(Node::requestFocus);
  }

  private static final class CommandCell extends ListCell<Action> {

    private final Label name = Nodes.label("");
    private final Label key = Nodes.label("", "muted");
    private final HBox row = Nodes.row("result-row", name, Nodes.spacer(), key);

    /// As wide as the list, never wider.
    CommandCell() {
      setPrefWidth(0);
      key.setMinWidth(USE_PREF_SIZE);
    }

    @Override
    protected void updateItem(Action item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      setGraphic(empty || item == null ? null : row);
      if (item != null && !empty) {
        name.setText(item.name());
        key.setText(item.keyLabel());
      }
    }
  }
}
