package io.peerscope.engine.cli;

import io.peerscope.engine.fact.Reason;
import java.util.LinkedHashSet;
import java.util.Set;

/// A reason and what it follows from in one line, the deepest causes last.
final class ReasonLine {

  private static final int MOST_CAUSES = 8;

  private ReasonLine() {}

  static String of(Reason reason) {
    Set<String> texts = new LinkedHashSet<>();
    collect(reason, texts);
    String line = String.join("; ", texts.stream().limit(MOST_CAUSES).toList());
    return texts.size() <= MOST_CAUSES
        ? line
        : line + "; and %d more".formatted(texts.size() - MOST_CAUSES);
  }

  private static void collect(Reason reason, Set<String> texts) {
    texts.add(reason.text());
    reason.because().forEach(cause -> collect(cause, texts));
  }
}
