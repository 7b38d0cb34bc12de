package io.peerscope.app.problems;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.edit.Finding;
import java.util.Optional;

/// Something a user should look at: in the input, or in the machine.
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

    /// The function it is about first of all.
    Optional<PciAddress> culprit() {
      return finding.functions().stream().findFirst();
    }
  }
}
