package io.peerscope.app.problems;

import io.peerscope.app.document.Machine;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.topology.PciFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The problems tab without its looks: what is wrong, and what can be done about it.
final class ProblemList {

  private final WorkbenchDocument document;

  ProblemList(WorkbenchDocument document) {
    this.document = document;
  }

  /// What is wrong, the worst first; what was tried last above all.
  List<Problem> problems() {
    Stream<Problem> found =
        Stream.<Problem>concat(
                document.findings().get().stream().map(Problem.InMachine::new),
                document.machine().get().stream()
                    .map(Machine::reading)
                    .flatMap(reading -> reading.diagnostics().stream())
                    .map(Problem.InInput::new))
            .sorted(Comparator.comparing(Problem::severity));
    return Stream.concat(document.rejection().get().stream().map(Problem.InEdit::new), found)
        .toList();
  }

  /// Selects the function that a problem speaks of.
  void select(Problem problem) {
    switch (problem) {
      case Problem.InInput(Diagnostic diagnostic) ->
          functionAt(document.platform().get().topology().functions(), diagnostic)
              .map(PciFunction::address)
              .ifPresent(document::select);
      case Problem.InMachine found -> found.culprit().ifPresent(document::select);
      case Problem.InEdit _ -> {}
    }
  }

  /// Makes an edit that puts something right. One that would find no room either is not made.
  ///
  /// @return why not, where it was not made
  Optional<Finding> fix(PlatformEdit edit) {
    Optional<PciAddress> selected = document.selection().get();
    if (edit.applyTo(document.drawn()) instanceof EditResult.Applied trial) {
      Optional<Finding> inTheWay =
          trial.findings().stream().filter(it -> it.window().isPresent()).findFirst();
      boolean helps = inTheWay.isEmpty() || !(edit instanceof ReleaseBar);
      if (!helps) {
        return inTheWay;
      }
    }
    if (document.edit(edit) instanceof EditResult.Applied applied) {
      selected.map(it -> applied.moved().getOrDefault(it, it)).ifPresent(document::select);
    }
    return Optional.empty();
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
}
