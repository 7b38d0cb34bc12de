package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// What to tell when something did not work.
final class Notices {

  private static final String ADVICE = "Open or paste what `lspci -vvv` or `lspci -xxxx` prints.";

  private Notices() {}

  static Notice nothingUnderstood(Machine read) {
    Optional<Diagnostic> worst =
        read.reading().diagnostics().stream()
            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
            .findFirst()
            .or(() -> read.reading().diagnostics().stream().findFirst());
    return new Notice(
        "No PCI function found in " + read.name() + worst.map(it -> ": " + it.message()).orElse(""),
        worst.map(it -> it.position().toString()).orElse(""),
        ADVICE);
  }

  /// Why a file cannot be read; empty when that is a defect of ours, which is reported.
  static Optional<Notice> unreadable(String name, Throwable failure) {
    if (failure instanceof UncheckedIOException io) {
      return Optional.of(
          new Notice(
              "Cannot read " + name + ": " + reasonOf(io),
              name,
              "Check the file, or open another."));
    }
    Defects.report(failure);
    return Optional.empty();
  }

  private static String reasonOf(UncheckedIOException failure) {
    return switch (failure.getCause()) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      case null -> String.valueOf(failure.getMessage());
      case IOException other -> String.valueOf(other.getMessage());
    };
  }
}
