package io.peerscope.app.document;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.fact.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The lines of the input that something is to be said about, so that they can be shown when the
/// input itself is long gone.
public final class QuotedLines {

  private static final int LONGEST = 400;

  private final Map<SourcePosition, String> lines = new HashMap<>();

  /// The line as the input has it, as far as anybody would read it; empty when a diagnostic is not
  /// about a line.
  public Optional<String> at(SourcePosition position) {
    return Optional.ofNullable(lines.get(position));
  }

  /// Keeps the lines of one input that the diagnostics name.
  void keep(String file, byte[] content, List<Diagnostic> diagnostics) {
    var wanted = new TreeSet<Integer>();
    for (Diagnostic diagnostic : diagnostics) {
      SourcePosition position = diagnostic.position();
      if (position.file().equals(file) && position.line() > 0) {
        wanted.add(position.line());
      }
    }
    int start = 0;
    for (int line = 1; start < content.length && !wanted.isEmpty(); line++) {
      int end = endOfLine(content, start);
      if (wanted.remove(line)) {
        lines.put(new SourcePosition(file, line), text(content, start, end));
      }
      start = end + 1;
    }
  }

  private static int endOfLine(byte[] content, int start) {
    int end = start;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return end;
  }

  private static String text(byte[] content, int start, int end) {
    int length = Math.min(end - start, LONGEST);
    return new String(content, start, length, StandardCharsets.UTF_8).strip();
  }
}
