package io.peerscope.engine.format;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;

/// One BAR out of two descriptions of it.
final class BarCompletion {

  private BarCompletion() {}

  /// The first description, and what it leaves open from the second. Registers come first; whether
  /// the BAR decodes is known best to the operating system, and so to the one with a CPU address.
  static Bar of(Bar first, Bar second) {
    boolean seenByTheSystem = first.cpu() instanceof Known;
    return new Bar(
        first.index(),
        first.kind(),
        first.prefetchable(),
        firstKnown(first.bus(), second.bus()),
        firstKnown(first.cpu(), second.cpu()),
        firstKnown(first.size(), second.size()),
        seenByTheSystem ? first.state() : second.state());
  }

  private static <T> Fact<T> firstKnown(Fact<T> first, Fact<T> second) {
    return first instanceof Known || !(second instanceof Known) ? first : second;
  }

  static Bar renumbered(Bar bar, int index) {
    return new Bar(
        index, bar.kind(), bar.prefetchable(), bar.bus(), bar.cpu(), bar.size(), bar.state());
  }
}
