package io.peerscope.app.workbench;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.outline.Finder;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;

/// Finds a device by a few letters; Enter goes to it.
final class SearchField extends StackPane {

  /// Pixels from which on the prompt and the key beside it do not meet.
  private static final double ROOM_FOR_KEY = 224;

  private static final double ROW = 28;
  private static final int MOST_ROWS = 10;

  private final TextField text = new TextField();
  private final ListView<PciFunction> results = new ListView<>();
  private final Popup popup = new Popup();
  private final Consumer<PciAddress> goTo;
  private final Consumer<Set<PciAddress>> shown;
  private final Runnable left;
  private final WorkbenchDocument document;
  private Topology indexed;
  private Finder finder;

  /// @param goTo what happens with the chosen function
  /// @param shown where what is found is marked
  /// @param left what happens when one is done with it
  SearchField(
      WorkbenchDocument document,
      Consumer<PciAddress> goTo,
      Consumer<Set<PciAddress>> shown,
      Runnable left) {
    this.document = document;
    this.goTo = goTo;
    this.shown = shown;
    this.left = left;
    indexed = Topology.empty();
    finder = new Finder(indexed);
    getStyleClass().add("search");
    text.setId("search");
    text.setPromptText("Find device, address, driver");
    text.setAccessibleText("Find a device by address, name, class, driver or group");
    text.setTooltip(
        new Tooltip("Find a device by address, name, class, driver or group  (Ctrl+P)"));
    Label key = Nodes.label("Ctrl P", "search-key");
    key.setMouseTransparent(true);
    key.visibleProperty()
        .bind(text.textProperty().isEmpty().and(text.widthProperty().greaterThan(ROOM_FOR_KEY)));
    getChildren().addAll(text, key);

    results.setId("search-results");
    results.getStyleClass().add("search-results");
    results.setFixedCellSize(ROW);
    results.setFocusTraversable(false);
    results.setCellFactory(_ -> new ResultCell());
    results.setOnMouseClicked(_ -> take());
    popup.setAutoHide(true);
    popup.setHideOnEscape(false); // the field is left as well
    popup.getContent().add(results);

    text.textProperty().subscribe((_, query) -> search(query));
    text.addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
    text.focusedProperty().subscribe((_, focused) -> hideUnless(focused));
  }

  void focus() {
    text.requestFocus();
    text.selectAll();
  }

  private void search(String query) {
    List<PciFunction> found = query.isBlank() ? List.of() : finder().find(query);
    results.getItems().setAll(found);
    shown.accept(found.stream().map(PciFunction::address).collect(Collectors.toSet()));
    results.getSelectionModel().selectFirst();
    if (found.isEmpty() || !text.isFocused()) {
      popup.hide();
      return;
    }
    results.setPrefSize(Math.max(420, getWidth()), Math.min(found.size(), MOST_ROWS) * ROW + 8);
    if (!popup.isShowing()) {
      Bounds below = text.localToScreen(text.getLayoutBounds());
      popup.show(text, below.getMinX(), below.getMaxY() + 4);
    }
  }

  /// The words of a machine are gathered when somebody looks for one.
  private Finder finder() {
    Topology topology = document.platform().get().topology();
    if (!topology.equals(indexed)) {
      indexed = topology;
      finder = new Finder(topology);
    }
    return finder;
  }

  private void steer(KeyEvent key) {
    switch (key.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case ENTER -> take();
      case ESCAPE -> leave();
      default -> {
        return;
      }
    }
    key.consume();
  }

  private void move(int rows) {
    int row = results.getSelectionModel().getSelectedIndex() + rows;
    results
        .getSelectionModel()
        .select(Math.clamp(row, 0, Math.max(0, results.getItems().size() - 1)));
    results.scrollTo(results.getSelectionModel().getSelectedIndex());
  }

  private void take() {
    PciFunction chosen = results.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      leave();
      goTo.accept(chosen.address());
    }
  }

  private void leave() {
    text.clear();
    popup.hide();
    left.run();
  }

  private void hideUnless(boolean focused) {
    if (!focused) {
      popup.hide();
    }
  }

  private static final class ResultCell extends ListCell<PciFunction> {

    private final Label address = Nodes.label("", "mono");
    private final Label kind = Nodes.label("", "result-kind");
    private final Label name = Nodes.label("", "muted");
    private final HBox row = Nodes.row("result-row", address, kind, name);

    /// As wide as the list, never wider.
    ResultCell() {
      setPrefWidth(0);
      address.setMinWidth(USE_PREF_SIZE);
      kind.setMinWidth(USE_PREF_SIZE);
    }

    @Override
    protected void updateItem(PciFunction item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      setGraphic(empty || item == null ? null : row);
      if (item != null && !empty) {
        address.setText(Targets.shortest(item.address()));
        kind.setText(FunctionWords.shortKind(item));
        name.setText(item.displayName());
      }
    }
  }
}
