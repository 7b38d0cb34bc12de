package io.peerscope.app.problems;

import io.peerscope.app.document.EditWords;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.scale.WindowView;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.WindowUse;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What is wrong with the input and with the machine. Choosing a row selects the function it speaks
/// of and shows the line of the input, or the window that is too small; a button puts it right
/// where there is one right answer.
public final class ProblemsPanel extends VBox {

  /// The tab is low; what does not fit can be scrolled.
  private static final double WINDOW_HEIGHT = 120;

  private final WorkbenchDocument document;
  private final ProblemList list;
  private final TableView<Problem> table = new TableView<>();
  private final Label line = Nodes.label("", "mono", "quoted-line");
  private final VBox answers = Nodes.column("problem-answers");
  private final WindowView window;
  private final VBox detail;
  private final ScrollPane detailScroll;

  /// The panel of a document.
  ///
  /// @param dark whether the theme is dark, for what is drawn by hand
  public ProblemsPanel(WorkbenchDocument document, ObservableValue<Boolean> dark) {
    this.document = document;
    list = new ProblemList(document);
    window = new WindowView(WINDOW_HEIGHT, dark, document::select);
    window.setId("problem-window");
    detail = Nodes.column("problem-detail", window, answers);
    detailScroll = Nodes.scroll(detail);
    detailScroll.setMinWidth(330);
    detailScroll.setPrefWidth(330);
    detailScroll.setFocusTraversable(false);
    prepareTable();
    HBox.setHgrow(table, Priority.ALWAYS);
    HBox both = Nodes.row("problems-row", table, detailScroll);
    VBox.setVgrow(both, Priority.ALWAYS);
    line.setId("problem-line");
    line.setMaxWidth(Double.MAX_VALUE);
    line.setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(both, line);
    document.machine().subscribe(_ -> show());
    document.findings().subscribe((_, _) -> show());
    document.rejection().subscribe((_, _) -> show());
    table.getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> take(chosen));
  }

  private void prepareTable() {
    table.setId("problems");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText("Problems of the input and the machine");
    table.setPlaceholder(Nodes.label("", "muted"));
    table.getColumns().add(Columns.node("", 84, ProblemsPanel::severity));
    table.getColumns().add(Columns.text("what", 540, Problem::text));
    table.getColumns().add(Columns.node("put right", 210, this::fixOf));
    table.getColumns().add(Columns.text("where", 160, Problem::where, "mono"));
    table.getColumns().add(Columns.text("code", 160, Problem::code, "mono", "muted"));
  }

  private void show() {
    Problem chosen = table.getSelectionModel().getSelectedItem();
    table.getItems().setAll(list.problems());
    table.setPlaceholder(
        Nodes.label(
            document.machine().get().isPresent()
                ? "Everything in the input was understood, and the machine holds together."
                : "What a file says that was not understood is listed here.",
            "muted"));
    if (chosen != null && table.getItems().contains(chosen)) {
      table.getSelectionModel().select(chosen);
    } else {
      clearDetail();
    }
  }

  private void clearDetail() {
    quote(Optional.empty());
    showDetail(List.of(), Optional.empty());
  }

  private void quote(Optional<String> text) {
    line.setText(text.orElse(""));
    Nodes.show(line, text.isPresent());
  }

  private void take(@Nullable Problem chosen) {
    if (chosen == null) {
      clearDetail();
      return;
    }
    quote(
        chosen instanceof Problem.InInput(var diagnostic)
            ? document.machine().get().flatMap(open -> open.quoted().at(diagnostic.position()))
            : Optional.empty());
    showDetail(chosen.fixes(), chosen.window());
    if (chosen.window().isPresent()) {
      answers.getChildren().addFirst(Nodes.paragraph(chosen.text(), "answer-text"));
    }
    list.select(chosen);
  }

  private void showDetail(List<PlatformEdit> fixes, Optional<WindowUse> use) {
    answers.getChildren().setAll(fixes.stream().map(this::link).toList());
    use.ifPresent(window::show);
    Nodes.show(window, use.isPresent());
    Nodes.show(detailScroll, use.isPresent() || fixes.size() > 1);
    detailScroll.setVvalue(0);
  }

  private Node fixOf(Problem problem) {
    return problem.quickFix().<Node>map(this::link).orElseGet(Region::new);
  }

  private Hyperlink link(PlatformEdit fix) {
    var link = new Hyperlink(EditWords.of(fix));
    link.getStyleClass().add("fix");
    link.setTooltip(new Tooltip("Put it right; Ctrl+Z takes it back"));
    link.setOnAction(_ -> fix(fix));
    return link;
  }

  /// A fix that finds no room shows why instead.
  private void fix(PlatformEdit edit) {
    Optional<Finding> inTheWay = list.fix(edit);
    inTheWay.ifPresent(found -> {
      showDetail(found.fixes(), found.window());
      Label why = Nodes.paragraph(found.sentence(), "answer-text");
      answers.getChildren().addFirst(why);
    });
  }

  private static Node severity(Problem problem) {
    return Nodes.label(
        problem.severity().spelling(), "severity", "severity-" + problem.severity().spelling());
  }
}
