package io.peerscope.app.canvas.drawing;

import io.peerscope.engine.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a picture comes from: what it is of, when it was drawn, by which version, what was left
/// out.
///
/// @param title name of the machine or of the input
/// @param date day of drawing, `2026-11-22`; empty where it does not matter
/// @param removed what was taken out of the machine before, one line for each kind
public record Provenance(String title, Optional<String> date, List<String> removed) {

  public Provenance {
    removed = List.copyOf(removed);
  }

  /// A picture of which nothing but the name is told.
  public static Provenance of(String title) {
    return new Provenance(title, Optional.empty(), List.of());
  }

  /// `node17.txt · 2026-11-22 · Peerscope 0.1.0`.
  public String line() {
    List<String> parts = new ArrayList<>();
    parts.add(title);
    date.ifPresent(parts::add);
    parts.add(Traces.writer());
    return String.join(" · ", parts.stream().filter(part -> !part.isBlank()).toList());
  }

  /// What was taken out, as one sentence; empty where nothing was.
  public Optional<String> removedLine() {
    return removed.isEmpty()
        ? Optional.empty()
        : Optional.of("Removed: " + String.join("; ", removed));
  }
}
