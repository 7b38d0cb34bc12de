package io.peerscope.app.outline;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.DressedLater;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The hierarchy as a tree with a filter; in step with the selection. Enter or a double click
/// chooses.
public final class OutlinePanel extends VBox {

  /// Trees up to this size open unfolded.
  private static final int UNFOLDED = 400;

  private static final double ROW = 23;

  private final WorkbenchDocument document;
  private final TextField filter = new TextField();
  private final TreeView<FunctionTree> tree = new TreeView<>();
  private final OutlineItems items = new OutlineItems();
  private final List<FunctionCell> cells = new ArrayList<>();
  private Topology shown = Topology.empty();
  private boolean following;
  private boolean wasFocused;

  /// The outline of a document.
  ///
  /// @param dark whether the theme is dark
  public OutlinePanel(WorkbenchDocument document, ObservableValue<Boolean> dark) {
    this.document = document;
    getStyleClass().addAll("panel", "outline");
    filter.setPromptText("Filter");
    filter.setId("outline-filter");
    filter.setAccessibleText("Filter of the outline");
    tree.setId("outline");
    tree.setRoot(items.root());
    tree.setShowRoot(false);
    tree.setAccessibleText("Outline of the PCI hierarchy");
    tree.setCellFactory(_ -> newCell());
    tree.setFixedCellSize(ROW);
    VBox.setVgrow(tree, Priority.ALWAYS);
    VBox.setMargin(filter, new Insets(0, 12, 0, 12));
    getChildren().addAll(Nodes.label("OUTLINE", "heading"), filter, tree);
    DressedLater.of(dark, 3, this::takeTreeOut, this::putTreeBack);

    rebuild();
    document.platform().subscribe(platform -> show(platform.topology()));
    filter.textProperty().subscribe((_, _) -> rebuild());
    document.selection().subscribe(this::follow);
    document.question().subscribe((_, _) -> cells.forEach(FunctionCell::showRole));
    tree.getSelectionModel().selectedItemProperty().subscribe((_, item) -> lead(item));
    tree.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER) {
        chooseSelected();
        key.consume();
      }
    });
    tree.setOnMouseClicked(click -> {
      if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
        chooseSelected();
      }
    });
  }

  private void takeTreeOut() {
    wasFocused = tree.isFocused();
    getChildren().remove(tree);
  }

  private void putTreeBack() {
    getChildren().add(tree);
    if (wasFocused) {
      tree.requestFocus();
    }
  }

  private FunctionCell newCell() {
    var cell = new FunctionCell();
    cells.add(cell);
    return cell;
  }

  /// Another context of the same machine changes nothing here; an edit only what it concerns.
  private void show(Topology topology) {
    if (topology.equals(shown)) {
      return;
    }
    boolean rowsStay = isTheSameAsRows(shown, topology);
    shown = topology;
    if (rowsStay) {
      return;
    }
    if (document.history().get().size() > 1) {
      update();
    } else {
      rebuild();
    }
  }

  private boolean isTheSameAsRows(Topology before, Topology now) {
    boolean filtered = !filter.getText().isBlank();
    return now.replacedSince(before)
        .filter(replaced ->
            replaced.stream()
                .allMatch(it -> FunctionTree.areAlike(before.at(it.address()), it, filtered)))
        .isPresent();
  }

  private void rebuild() {
    List<FunctionTree> rows = FunctionTree.of(shown, filter.getText());
    following = true;
    items.replace(rows, areOpen(rows));
    following = false;
    follow(document.selection().get());
  }

  private void update() {
    List<FunctionTree> rows = FunctionTree.of(shown, filter.getText());
    following = true;
    items.update(rows, areOpen(rows));
    following = false;
    follow(document.selection().get());
  }

  private boolean areOpen(List<FunctionTree> rows) {
    return !filter.getText().isBlank()
        || rows.stream().mapToInt(FunctionTree::size).sum() <= UNFOLDED;
  }

  /// Shows the document's selection.
  private void follow(Optional<PciAddress> selected) {
    TreeItem<FunctionTree> item = selected.flatMap(items::of).orElse(null);
    following = true;
    if (item == null) {
      tree.getSelectionModel().clearSelection();
    } else if (tree.getSelectionModel().getSelectedItem() != item) {
      unfoldAbove(item);
      tree.getSelectionModel().select(item);
      scrollTo(tree.getRow(item));
    }
    following = false;
  }

  /// What is in sight already stays where it is.
  private void scrollTo(int row) {
    int margin = 3;
    if (!isInSight(row)) {
      tree.scrollTo(Math.max(0, row - margin));
    }
  }

  private boolean isInSight(int row) {
    return tree.lookup(".virtual-flow") instanceof VirtualFlow<?> rows
        && rows.getFirstVisibleCell() != null
        && rows.getFirstVisibleCell().getIndex() <= row
        && row <= rows.getLastVisibleCell().getIndex();
  }

  private static void unfoldAbove(TreeItem<FunctionTree> item) {
    for (var above = item.getParent(); above != null; above = above.getParent()) {
      above.setExpanded(true);
    }
  }

  /// Makes the tree's selection the document's.
  private void lead(TreeItem<FunctionTree> item) {
    if (!following && item != null) {
      item.getValue().function().ifPresent(document::select);
    }
  }

  private void chooseSelected() {
    TreeItem<FunctionTree> item = tree.getSelectionModel().getSelectedItem();
    if (item != null) {
      item.getValue().function().ifPresent(document::choose);
    }
  }

  /// A row: address in monospace, kind, and the part it plays in the DMA.
  private final class FunctionCell extends TreeCell<FunctionTree> {

    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");

    private final Label heading = Nodes.label("", "outline-heading");
    private final Label address = whole("mono", "outline-address");
    private final Label detail = Nodes.label("", "outline-detail");
    private final Label role = whole("role-badge");
    private final HBox row =
        Nodes.row("outline-row", heading, address, detail, Nodes.spacer(), role);

    /// As wide as the outline, never wider: long words are elided instead of scrolled.
    FunctionCell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(FunctionTree item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      setGraphic(empty || item == null ? null : row);
      pseudoClassStateChanged(HEADING, item != null && item.function().isEmpty());
      if (item != null && !empty) {
        show(item);
      }
    }

    private void show(FunctionTree item) {
      boolean isHeading = item.function().isEmpty();
      put(heading, isHeading ? item.title() : "");
      put(address, isHeading ? "" : item.title());
      put(detail, item.detail());
      showRole();
    }

    /// Only this changes when another DMA is asked about.
    private void showRole() {
      FunctionTree item = getItem();
      if (item == null) {
        return;
      }
      String part = item.function().flatMap(this::roleOf).orElse("");
      put(role, part);
      setAccessibleText((item.title() + " " + item.detail() + " " + part).strip());
    }

    private static void put(Label label, String text) {
      label.setText(text);
      Nodes.show(label, !text.isEmpty());
    }

    /// A label that is never elided.
    private static Label whole(String... styleClasses) {
      Label label = Nodes.label("", styleClasses);
      label.setMinWidth(USE_PREF_SIZE);
      return label;
    }

    private Optional<String> roleOf(PciAddress address) {
      if (document.question().get().client().filter(address::equals).isPresent()) {
        return Optional.of("client");
      }
      return document.question().get().targetFunction().filter(address::equals).map(_ -> "target");
    }
  }
}
