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
import javafx.scene.control.TableView;

/// What was wrong with the input; choosing a row selects the function that its line speaks of.
public final class ProblemsTable extends TableView<Diagnostic> {

  private final WorkbenchDocument document;

  public ProblemsTable(WorkbenchDocument document) {
    this.document = document;
    setId("problems");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setAccessibleText("Problems of the input");
    setPlaceholder(Nodes.label("Everything in the input was understood.", "muted"));
    getColumns().add(Columns.node("", 92, ProblemsTable::severity));
    getColumns().add(Columns.text("what", 620, Diagnostic::message));
    getColumns().add(Columns.text("where", 240, it -> it.position().toString(), "mono"));
    getColumns().add(Columns.text("code", 200, Diagnostic::code, "mono", "muted"));
    document.machine().subscribe(this::show);
    getSelectionModel().selectedItemProperty().subscribe((_, chosen) -> selectFunction(chosen));
  }

  private void show(Optional<Machine> machine) {
    getItems().setAll(machine.map(it -> it.reading().diagnostics()).orElse(List.of()));
  }

  private void selectFunction(Diagnostic chosen) {
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
        diagnostic.severity().spelling(), "severity", "severity-" + diagnostic.severity().spelling());
  }
}
