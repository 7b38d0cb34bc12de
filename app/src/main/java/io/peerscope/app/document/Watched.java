package io.peerscope.app.document;

import io.peerscope.engine.verdict.Verdict;
import java.util.Optional;

/// A DMA that the user keeps an eye on.
///
/// @param question client and target
/// @param now its verdict; empty while it is being found, or where an end is not there
/// @param before what it was before the last change of the machine, where that was something else
public record Watched(Question question, Optional<Verdict> now, Optional<VerdictKind> before) {

  static Watched of(Question question) {
    return new Watched(question, Optional.empty(), Optional.empty());
  }

  public Optional<VerdictKind> kind() {
    return now.map(VerdictKind::of);
  }

  /// The same pair while its verdict is being found.
  Watched open() {
    return new Watched(question, Optional.empty(), Optional.empty());
  }

  /// The same pair with its verdict after a change.
  Watched judged(Verdict verdict) {
    Optional<VerdictKind> then = kind().filter(it -> it != VerdictKind.of(verdict));
    return new Watched(question, Optional.of(verdict), then);
  }
}
