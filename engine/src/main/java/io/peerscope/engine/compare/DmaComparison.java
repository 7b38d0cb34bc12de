package io.peerscope.engine.compare;

import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// One DMA, judged twice.
///
/// @param before the verdict on the first side
/// @param after the verdict on the second side
public record DmaComparison(Verdict before, Verdict after) {

  /// The steps of both sides, number by number.
  public List<StepPair> steps() {
    int length = Math.max(before.steps().size(), after.steps().size());
    return IntStream.range(0, length)
        .mapToObj(index -> new StepPair(stepAt(before, index), stepAt(after, index)))
        .toList();
  }

  private static Optional<DmaStep> stepAt(Verdict verdict, int index) {
    return index < verdict.steps().size()
        ? Optional.of(verdict.steps().get(index))
        : Optional.empty();
  }

  /// Index of the first step that differs, from 0; empty where both go the same way.
  public OptionalInt firstDifference() {
    List<StepPair> steps = steps();
    return IntStream.range(0, steps.size()).filter(index -> !steps.get(index).isSame()).findFirst();
  }

  /// Whether both sides come to the same outcome on the same way.
  public boolean isSame() {
    return before.outcome() == after.outcome() && firstDifference().isEmpty();
  }
}
