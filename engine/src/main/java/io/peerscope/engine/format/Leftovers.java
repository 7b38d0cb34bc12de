package io.peerscope.engine.format;

import io.peerscope.engine.fact.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What readers understood but could not use, and what they found missing, while they read.
final class Leftovers {

  private static final int MOST_KINDS = 1000;

  private final Map<String, InputAccount.Ignored> ignored = new LinkedHashMap<>();
  private final Map<String, InputAccount.Missing> missing = new LinkedHashMap<>();

  /// Counts things of one kind in one file together.
  void ignore(String what, String why, SourcePosition at) {
    String key = at.file() + "\n" + what;
    if (ignored.containsKey(key) || ignored.size() < MOST_KINDS) {
      ignored.merge(key, new InputAccount.Ignored(what, why, at, 1), (first, _) -> first.oneMore());
    }
  }

  void miss(String what, String command, SourcePosition at) {
    missing.putIfAbsent(what, new InputAccount.Missing(what, "not in " + at.file(), command));
  }

  List<InputAccount.Ignored> ignored() {
    return new ArrayList<>(ignored.values());
  }

  List<InputAccount.Missing> missing() {
    return new ArrayList<>(missing.values());
  }
}
