package io.peerscope.app.compare;

import io.peerscope.app.document.Context;
import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Question;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.compare.DmaComparison;
import io.peerscope.engine.compare.MatrixComparison;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.verdict.Judge;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A comparison that is done.
///
/// @param before what the first side is called
/// @param after what the second side is called
/// @param nowIsAfter whether the machine on show is the second side
/// @param dma of the DMA that is asked about, if one is
record Compared(
    String before,
    String after,
    boolean nowIsAfter,
    MatrixComparison matrix,
    Optional<DmaComparison> dma) {

  /// All that a comparison needs, so that it can be made on another thread.
  ///
  /// @param opened the machine as it was opened
  /// @param drawn the machine as it is drawn
  record Sides(
      Platform opened,
      Platform drawn,
      Context context,
      Question question,
      Operation operation,
      OtherSide other) {

    /// Whether they are of this DMA under these circumstances.
    boolean areAbout(Question asked, Operation by, Context under) {
      return question.equals(asked) && operation == by && context.equals(under);
    }
  }

  /// One side.
  private record Side(String name, Platform platform, Context context) {}

  static Compared of(Sides sides) {
    Side now = now(sides);
    return switch (sides.other) {
      case OtherSide.AsOpened _ -> of(sides, other(sides), now, true);
      case OtherSide.Under _, OtherSide.File _ -> of(sides, now, other(sides), false);
    };
  }

  /// Of the DMA alone.
  static Optional<DmaComparison> ofDma(Sides sides) {
    Side now = now(sides);
    return switch (sides.other) {
      case OtherSide.AsOpened _ -> dma(sides, other(sides), now);
      case OtherSide.Under _, OtherSide.File _ -> dma(sides, now, other(sides));
    };
  }

  private static Side now(Sides sides) {
    return new Side("now", sides.context.applyTo(sides.drawn), sides.context);
  }

  private static Side other(Sides sides) {
    Context context = sides.context;
    return switch (sides.other) {
      case OtherSide.AsOpened opened ->
          new Side(opened.words(), context.applyTo(sides.opened), context);
      case OtherSide.Under(var words, var under) ->
          new Side(words, under.applyTo(sides.drawn), under);
      case OtherSide.File(var words, var asRead) ->
          new Side(words, context.applyTo(asRead), context);
    };
  }

  private static Compared of(Sides sides, Side before, Side after, boolean nowIsAfter) {
    return new Compared(
        before.name,
        after.name,
        nowIsAfter,
        MatrixComparison.of(
            before.platform, endpoints(before.platform), after.platform, endpoints(after.platform)),
        dma(sides, before, after));
  }

  private static List<PciAddress> endpoints(Platform platform) {
    return platform.topology().functions().stream()
        .filter(FunctionWords::canTakePart)
        .map(PciFunction::address)
        .toList();
  }

  /// Of a DMA whose ends are on both sides.
  private static Optional<DmaComparison> dma(Sides sides, Side before, Side after) {
    if (!hasEnds(before, sides.question) || !hasEnds(after, sides.question)) {
      return Optional.empty();
    }
    return sides
        .question
        .client()
        .flatMap(client ->
            sides.question.target().map(end -> DmaRequest.page(client, end, sides.operation)))
        .map(request ->
            new DmaComparison(
                new Judge(before.platform, before.context.strategy()).judge(request),
                new Judge(after.platform, after.context.strategy()).judge(request)));
  }

  private static boolean hasEnds(Side side, Question question) {
    return Stream.of(question.client(), question.targetFunction())
        .flatMap(Optional::stream)
        .allMatch(end -> side.platform.topology().find(end).isPresent());
  }
}
