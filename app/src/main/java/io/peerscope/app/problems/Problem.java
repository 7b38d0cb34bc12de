package io.peerscope.app.problems;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.WindowUse;
import java.util.List;
import java.util.Optional;

/// Something a user should look at: in the input, in the machine, or in what was tried.
sealed interface Problem {

  Severity severity();

  /// One sentence.
  String text();

  /// A line of the input, or the function it is about.
  String where();

  String code();

  /// A line that was not understood, or that contradicts another.
  record InInput(Diagnostic diagnostic) implements Problem {
    @Override
    public Severity severity() {
      return diagnostic.severity();
    }

    @Override
    public String text() {
      return diagnostic.message();
    }

    @Override
    public String where() {
      return diagnostic.position().toString();
    }

    @Override
    public String code() {
      return diagnostic.code();
    }
  }

  /// What would put it right, best first.
  default List<PlatformEdit> fixes() {
    return List.of();
  }

  /// The edit of a button in the row: where there is one right answer.
  default Optional<PlatformEdit> quickFix() {
    return fixes().size() == 1 ? Optional.of(fixes().getFirst()) : Optional.empty();
  }

  /// The window it is about.
  default Optional<WindowUse> window() {
    return Optional.empty();
  }

  /// An edit that could not be made.
  record InEdit(EditResult.Rejected rejected) implements Problem {
    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String text() {
      return rejected.reason();
    }

    @Override
    public String where() {
      return "last edit";
    }

    @Override
    public String code() {
      return "edit-rejected";
    }

    @Override
    public List<PlatformEdit> fixes() {
      return rejected.fixes();
    }
  }

  /// What a check found about the machine itself.
  record InMachine(Finding finding) implements Problem {
    @Override
    public Severity severity() {
      return finding.severity();
    }

    @Override
    public String text() {
      return finding.sentence();
    }

    @Override
    public String where() {
      return culprit().map(PciAddress::toString).orElse("machine");
    }

    @Override
    public String code() {
      return finding.code();
    }

    @Override
    public List<PlatformEdit> fixes() {
      return finding.fixes();
    }

    @Override
    public Optional<WindowUse> window() {
      return finding.window();
    }

    /// The function it is about first of all.
    Optional<PciAddress> culprit() {
      return finding.functions().stream().findFirst();
    }
  }
}
