package io.peerscope.engine.policy;

import java.util.List;

/// Joins words as a sentence does.
final class Words {

  private Words() {}

  /// `a`, `a and b`, `a, b and c`.
  static String and(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
