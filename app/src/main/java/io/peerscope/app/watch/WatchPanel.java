package io.peerscope.app.watch;

import io.peerscope.app.document.Consequences;
import io.peerscope.app.document.Pairs;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.document.Watched;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Watched pairs with their verdicts, and a line that says what the last change did to all pairs.
public final class WatchPanel extends VBox {

  private final WorkbenchDocument document;
  private final TableView<Watched> table = new TableView<>();

  public WatchPanel(WorkbenchDocument document) {
    this.document = document;
    getStyleClass().add("watch");
    table.setId("watch-list");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText("Watched pairs");
    table.setPlaceholder(
        Nodes.label(
            "W watches the pair that is asked about; its verdict is kept up to date here.",
            "muted"));
    table.getColumns().add(Columns.node("", 40, WatchPanel::mark));
    table.getColumns().add(Columns.text("pair", 280, it -> it.question().toString(), "mono"));
    table.getColumns().add(Columns.text("verdict", 200, WatchPanel::verdict));
    table
        .getColumns()
        .add(Columns.text("before the last change", 200, WatchPanel::before, "muted"));
    table.getColumns().add(Columns.text("why", 520, WatchPanel::why, "muted"));
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(head(), table);
    document.watchList().pairs().subscribe(pairs -> table.getItems().setAll(pairs));
    table.getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> ask(chosen));
    table.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.DELETE) {
        forget();
        key.consume();
      }
    });
  }

  private Node head() {
    Label change = Nodes.label("", "watch-change");
    change.setId("consequences");
    change.setMinWidth(0);
    change
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> sentence(document.pairs()),
                document.pairs().consequences(),
                document.pairs().matrix(),
                document.pairs().behind(),
                document.lastAction()));
    var watch = new Button("Watch this pair");
    watch.setId("watch-pair");
    watch.setMinWidth(USE_PREF_SIZE);
    watch.setOnAction(_ -> document.watch());
    watch.disableProperty().bind(document.question().map(question -> question.target().isEmpty()));
    var forget = new Button("Forget");
    forget.setId("forget-pair");
    forget.setMinWidth(USE_PREF_SIZE);
    forget.setOnAction(_ -> forget());
    forget.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
    return Nodes.row("watch-head", change, Nodes.spacer(), watch, forget);
  }

  private static String sentence(Pairs pairs) {
    if (pairs.behind().get()) {
      return "Judging all pairs …";
    }
    if (pairs.matrix().get().isEmpty()) {
      return "All pairs are judged while one draws or looks at the matrix.";
    }
    Consequences consequences = pairs.consequences().get();
    return consequences.isNothing()
        ? "No pair changed with the last edit."
        : "The last edit: " + consequences + ".";
  }

  private void ask(@Nullable Watched chosen) {
    if (chosen != null) {
      document.ask(chosen.question());
    }
  }

  private void forget() {
    Watched chosen = table.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      document.watchList().remove(chosen.question());
    }
  }

  private static Node mark(Watched pair) {
    var mark = new StackPane();
    pair.kind()
        .ifPresent(kind -> {
          mark.getChildren().add(kind.icon().node());
          mark.getStyleClass().addAll("swatch", "verdict-" + kind.styleClass());
        });
    return mark;
  }

  private static String verdict(Watched pair) {
    return pair.now().map(VerdictKind::titleOf).orElse("…");
  }

  private static String before(Watched pair) {
    return pair.before().map(kind -> "was: " + kind.title()).orElse("");
  }

  private static String why(Watched pair) {
    return pair.now().map(verdict -> verdict.summary()).orElse("");
  }
}
