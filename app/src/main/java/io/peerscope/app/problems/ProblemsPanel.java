package io.peerscope.app.problems;

import io.peerscope.app.document.Machine;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Columns;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.topology.PciFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What was wrong with the input; choosing a row selects the function that its line speaks of, and
/// shows the line.
public final class ProblemsPanel extends VBox {

  private final WorkbenchDocument document;
  private final TableView<Diagnostic> table = new TableView<>();
  private final Label line = Nodes.label("", "mono", "quoted-line");

  public ProblemsPanel(WorkbenchDocument document) {
    this.document = document;
    table.setId("problems");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText("Problems of the input");
    table.setPlaceholder(Nodes.label("", "muted"));
    table.getColumns().add(Columns.node("", 92, ProblemsPanel::severity));
    table.getColumns().add(Columns.text("what", 620, Diagnostic::message));
    table.getColumns().add(Columns.text("where", 240, it -> it.position().toString(), "mono"));
    table.getColumns().add(Columns.text("code", 200, Diagnostic::code, "mono", "muted"));
    VBox.setVgrow(table, Priority.ALWAYS);
    line.setId("problem-line");
    line.setMaxWidth(Double.MAX_VALUE);
    line.setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(table, line);
    document.machine().subscribe(this::show);
    table.getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> take(chosen));
  }

  private void show(Optional<Machine> machine) {
    table.getItems().setAll(machine.map(it -> it.reading().diagnostics()).orElse(List.of()));
    table.setPlaceholder(
        Nodes.label(
            machine.isPresent()
                ? "Everything in the input was understood."
                : "What a file says that was not understood is listed here.",
            "muted"));
    quote(Optional.empty());
  }

  private void quote(Optional<String> text) {
    line.setText(text.orElse(""));
    Nodes.show(line, text.isPresent());
  }

  private void take(Diagnostic chosen) {
    quote(
        Optional.ofNullable(chosen)
            .flatMap(
                it -> document.machine().get().flatMap(open -> open.quoted().at(it.position()))));
    if (chosen != null) {
      functionAt(document.platform().get().topology().functions(), chosen)
          .ifPresent(function -> document.select(function.address()));
    }
  }

  /// The function whose entry holds the line: the last one that begins at or before it.
  static Optional<PciFunction> functionAt(Iterable<PciFunction> functions, Diagnostic diagnostic) {
    Optional<PciFunction> best = Optional.empty();
    Comparator<PciFunction> byLine = Comparator.comparingInt(it -> it.position().line());
    for (PciFunction function : functions) {
      boolean before =
          function.position().file().equals(diagnostic.position().file())
              && function.position().line() > 0
              && function.position().line() <= diagnostic.position().line();
      if (before && (best.isEmpty() || byLine.compare(function, best.get()) > 0)) {
        best = Optional.of(function);
      }
    }
    return best;
  }

  private static Node severity(Diagnostic diagnostic) {
    return Nodes.label(
        diagnostic.severity().spelling(),
        "severity",
        "severity-" + diagnostic.severity().spelling());
  }
}
