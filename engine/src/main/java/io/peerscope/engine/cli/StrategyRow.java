package io.peerscope.engine.cli;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.ListReturn;
import io.peerscope.engine.verdict.ListVerdict;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;

/// One line of the comparison of strategies.
///
/// @param strategy its name
/// @param how as in batch mode; for a list how many segments
/// @param address what the client is programmed with, or `-`; for a list what `dma_map_sgtable()`
///   returns
/// @param answeredBy who gave or refused it
/// @param code the deciding reason's code
record StrategyRow(
    String strategy,
    Outcome outcome,
    String how,
    String address,
    String answeredBy,
    String code,
    String summary) {

  static StrategyRow of(Verdict verdict) {
    return new StrategyRow(
        verdict.strategy().name().spelling(),
        verdict.outcome(),
        VerdictWords.how(verdict.mapping()),
        address(verdict.mapping()),
        verdict.answeredBy(),
        DecidingReason.of(verdict).code(),
        verdict.summary());
  }

  static StrategyRow of(ListVerdict verdict) {
    ListReturn returned = verdict.returned();
    return new StrategyRow(
        verdict.strategy().name().spelling(),
        verdict.outcome(),
        verdict.segments().size() + " segments",
        returned.ofMapSgtable(),
        "%d IOVA blocks".formatted(verdict.blockSizes().size()),
        DecidingReason.of(verdict).code(),
        verdict.summary());
  }

  private static String address(Mapping mapping) {
    return mapping instanceof Mapping.Programmed programmed
        ? programmed.address().ifKnown().map(known -> Hex.of(known.value())).orElse("-")
        : "-";
  }

  /// Whether both strategies come to the same: the way they word it does not matter.
  boolean agreesWith(StrategyRow other) {
    return outcome == other.outcome && how.equals(other.how) && address.equals(other.address);
  }
}
