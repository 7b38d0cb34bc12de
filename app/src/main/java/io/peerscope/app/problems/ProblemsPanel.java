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
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What is wrong with the input and with the machine; choosing a row selects the function it speaks
/// of, and shows the line of the input.
public final class ProblemsPanel extends VBox {

  private final WorkbenchDocument document;
  private final TableView<Problem> table = new TableView<>();
  private final Label line = Nodes.label("", "mono", "quoted-line");

  public ProblemsPanel(WorkbenchDocument document) {
    this.document = document;
    table.setId("problems");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText("Problems of the input and the machine");
    table.setPlaceholder(Nodes.label("", "muted"));
    table.getColumns().add(Columns.node("", 92, ProblemsPanel::severity));
    table.getColumns().add(Columns.text("what", 620, Problem::text));
    table.getColumns().add(Columns.text("where", 240, Problem::where, "mono"));
    table.getColumns().add(Columns.text("code", 200, Problem::code, "mono", "muted"));
    VBox.setVgrow(table, Priority.ALWAYS);
    line.setId("problem-line");
    line.setMaxWidth(Double.MAX_VALUE);
    line.setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(table, line);
    document.machine().subscribe(_ -> show());
    document.findings().subscribe((_, _) -> show());
    table.getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> take(chosen));
  }

  private void show() {
    Optional<Machine> machine = document.machine().get();
    table.getItems().setAll(machine.map(this::problems).orElse(List.of()));
    table.setPlaceholder(
        Nodes.label(
            machine.isPresent()
                ? "Everything in the input was understood, and the machine holds together."
                : "What a file says that was not understood is listed here.",
            "muted"));
    quote(Optional.empty());
  }

  private List<Problem> problems(Machine machine) {
    return Stream.<Problem>concat(
            document.findings().get().stream().map(Problem.InMachine::new),
            machine.reading().diagnostics().stream().map(Problem.InInput::new))
        .sorted(Comparator.comparing(Problem::severity))
        .toList();
  }

  private void quote(Optional<String> text) {
    line.setText(text.orElse(""));
    Nodes.show(line, text.isPresent());
  }

  private void take(@Nullable Problem chosen) {
    switch (chosen) {
      case null -> quote(Optional.empty());
      case Problem.InInput(var diagnostic) -> {
        quote(document.machine().get().flatMap(open -> open.quoted().at(diagnostic.position())));
        functionAt(document.platform().get().topology().functions(), diagnostic)
            .ifPresent(function -> document.select(function.address()));
      }
      case Problem.InMachine found -> {
        quote(Optional.empty());
        found.culprit().ifPresent(document::select);
      }
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

  private static Node severity(Problem problem) {
    return Nodes.label(
        problem.severity().spelling(), "severity", "severity-" + problem.severity().spelling());
  }
}
