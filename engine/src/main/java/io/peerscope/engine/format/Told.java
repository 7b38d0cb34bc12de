package io.peerscope.engine.format;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;

/// Something that an input may tell several times; when it contradicts itself, nothing is known.
final class Told<T> {

  private Fact<T> fact;

  /// @param whyUnknown the reason while nobody told anything
  Told(String whyUnknown) {
    fact = Fact.unknown(whyUnknown);
  }

  private boolean contradicted;

  void tell(T value, SourcePosition position) {
    if (contradicted) {
      return;
    }
    if (fact instanceof Fact.Known<T>(var before, var origin)) {
      if (!before.equals(value)) {
        contradicted = true;
        fact =
            Fact.unknown(
                "the input tells both %s (%s) and %s (%s)"
                    .formatted(before, origin, value, position));
      }
    } else {
      fact = Fact.known(value, position);
    }
  }

  Fact<T> fact() {
    return fact;
  }

  boolean isTold() {
    return contradicted || fact instanceof Fact.Known;
  }
}
