package io.peerscope.app.defect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The last things that happened, for the report of a defect.
public final class Logbook {

  private static final int MOST = 60;
  private static final int SHORTEST_NAME = 3;

  private final Supplier<Instant> clock;
  private final Deque<String> lines = new ArrayDeque<>();
  private final Set<String> names = new HashSet<>();

  public Logbook() {
    this(Instant::now);
  }

  /// @param clock what time it is
  Logbook(Supplier<Instant> clock) {
    this.clock = clock;
  }

  public synchronized void add(String line) {
    if (line.isBlank()) {
      return;
    }
    lines.addLast(clock.get().truncatedTo(ChronoUnit.MILLIS) + "  " + line);
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
  }

  /// A name that the user gave to something, such as a file's, is nobody's business.
  public synchronized void hide(String name) {
    if (name.length() >= SHORTEST_NAME) {
      names.add(name);
    }
  }

  /// The last lines, oldest first.
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /// What must not be in a report.
  synchronized Set<String> hidden() {
    return Set.copyOf(names);
  }
}
