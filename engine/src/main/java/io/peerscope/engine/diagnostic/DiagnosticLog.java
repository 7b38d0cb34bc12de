package io.peerscope.engine.diagnostic;

import io.peerscope.engine.fact.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the diagnostics of one reading, and stops repeating itself on hopeless input.
public final class DiagnosticLog {

  private static final int MOST_OF_ONE_CODE = 200;

  private final List<Diagnostic> entries = new ArrayList<>();
  private final Map<String, Integer> countByCode = new HashMap<>();

  /// An empty log.
  public DiagnosticLog() {}

  public void error(String code, String message, SourcePosition position) {
    add(new Diagnostic(Severity.ERROR, code, message, position));
  }

  public void warning(String code, String message, SourcePosition position) {
    add(new Diagnostic(Severity.WARNING, code, message, position));
  }

  public void info(String code, String message, SourcePosition position) {
    add(new Diagnostic(Severity.INFO, code, message, position));
  }

  public void add(Diagnostic diagnostic) {
    int count = countByCode.merge(diagnostic.code(), 1, Integer::sum);
    if (count <= MOST_OF_ONE_CODE) {
      entries.add(diagnostic);
    } else if (count == MOST_OF_ONE_CODE + 1) {
      entries.add(
          new Diagnostic(
              diagnostic.severity(),
              diagnostic.code(),
              "more of the same kind follow and are not listed",
              diagnostic.position()));
    }
  }

  public void addAll(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /// What was collected so far, in the order of reporting.
  public List<Diagnostic> entries() {
    return List.copyOf(entries);
  }
}
