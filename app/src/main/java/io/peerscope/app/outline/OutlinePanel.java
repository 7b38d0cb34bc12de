package io.peerscope.app.outline;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.address.PciAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The hierarchy as a tree with a filter; in step with the selection. Enter or a double click chooses.
public final class OutlinePanel extends VBox {

  /// Trees up to this size open unfolded.
  private static final int UNFOLDED = 400;

  private static final double ROW = 23;

  private final WorkbenchDocument document;
  private final TextField filter = new TextField();
  private final TreeView<FunctionTree> tree = new TreeView<>();
  private final Map<PciAddress, TreeItem<FunctionTree>> items = new HashMap<>();
  private boolean following;

  public OutlinePanel(WorkbenchDocument document) {
    this.document = document;
    getStyleClass().addAll("panel", "outline");
    filter.setPromptText("Filter");
    filter.setId("outline-filter");
    filter.setAccessibleText("Filter of the outline");
    tree.setId("outline");
    tree.setShowRoot(false);
    tree.setAccessibleText("Outline of the PCI hierarchy");
    tree.setCellFactory(_ -> new FunctionCell());
    tree.setFixedCellSize(ROW);
    VBox.setVgrow(tree, Priority.ALWAYS);
    VBox.setMargin(filter, new Insets(0, 12, 0, 12));
    getChildren().addAll(Nodes.label("OUTLINE", "heading"), filter, tree);

    document.platform().subscribe(_ -> rebuild());
    filter.textProperty().subscribe((_, _) -> rebuild());
    document.selection().subscribe(this::follow);
    document.question().subscribe((_, _) -> tree.refresh());
    tree.getSelectionModel().selectedItemProperty().subscribe((_, item) -> lead(item));
    tree.setOnKeyPressed(
        key -> {
          if (key.getCode() == KeyCode.ENTER) {
            chooseSelected();
            key.consume();
          }
        });
    tree.setOnMouseClicked(
        click -> {
          if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
            chooseSelected();
          }
        });
  }

  private void rebuild() {
    items.clear();
    var root = new TreeItem<FunctionTree>();
    List<FunctionTree> rows =
        FunctionTree.of(document.platform().get().topology(), filter.getText());
    boolean unfold =
        rows.stream().mapToInt(FunctionTree::size).sum() <= UNFOLDED
            || !filter.getText().isBlank();
    rows.forEach(row -> root.getChildren().add(item(row, unfold)));
    root.getChildren().forEach(heading -> heading.setExpanded(true));
    following = true;
    tree.setRoot(root);
    following = false;
    follow(document.selection().get());
  }

  private TreeItem<FunctionTree> item(FunctionTree row, boolean unfold) {
    var item = new TreeItem<>(row);
    item.setExpanded(unfold);
    row.function().ifPresent(address -> items.put(address, item));
    row.children().forEach(child -> item.getChildren().add(item(child, unfold)));
    return item;
  }

  /// Shows the document's selection.
  private void follow(Optional<PciAddress> selected) {
    TreeItem<FunctionTree> item = selected.map(items::get).orElse(null);
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

  private void scrollTo(int row) {
    int margin = 3;
    tree.scrollTo(Math.max(0, row - margin));
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

    private final HBox row = Nodes.row("outline-row");

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
      row.getChildren().clear();
      if (item.function().isEmpty()) {
        row.getChildren().add(Nodes.label(item.title(), "outline-heading"));
        setAccessibleText(item.title());
        return;
      }
      row.getChildren()
          .addAll(
              whole(item.title(), "mono", "outline-address"),
              Nodes.label(item.detail(), "outline-detail"));
      roleOf(item.function().get())
          .ifPresent(role -> row.getChildren().addAll(Nodes.spacer(), whole(role, "role-badge")));
      setAccessibleText(item.title() + " " + item.detail());
    }

    /// A label that is never elided.
    private static Label whole(String text, String... styleClasses) {
      Label label = Nodes.label(text, styleClasses);
      label.setMinWidth(USE_PREF_SIZE);
      return label;
    }

    private Optional<String> roleOf(PciAddress address) {
      if (document.question().get().client().filter(address::equals).isPresent()) {
        return Optional.of("client");
      }
      return document
          .question()
          .get()
          .targetFunction()
          .filter(address::equals)
          .map(_ -> "target");
    }
  }
}
