package io.peerscope.engine.verdict;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.dma.SegmentPlan;
import io.peerscope.engine.fact.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The verdict on a list as one sentence.
final class ListSummary {

  private ListSummary() {}

  static String of(
      ScatterList list,
      Outcome outcome,
      ListReturn returned,
      List<Verdict> elements,
      SegmentPlan plan) {
    String what = "the list of %d elements for %s".formatted(elements.size(), list.client());
    return switch (outcome) {
      case ALLOWED ->
          "%s is mapped to %d segments%s".formatted(what, plan.segments().size(), blocks(plan));
      case REFUSED ->
          "%s cannot be used: %s".formatted(what, why(returned, elements, Outcome.REFUSED));
      case UNDETERMINED ->
          "Whether %s can be used is not known: %s"
              .formatted(what, why(returned, elements, Outcome.UNDETERMINED));
    };
  }

  private static String blocks(SegmentPlan plan) {
    return plan.blockSizes().isEmpty()
        ? " without any IOVA"
        : " with IOVA blocks of "
            + String.join(", ", plan.blockSizes().stream().map(Hex::size).toList());
  }

  private static String why(ListReturn returned, List<Verdict> elements, Outcome outcome) {
    String sentence =
        IntStream.range(0, elements.size())
            .filter(n -> elements.get(n).outcome() == outcome)
            .mapToObj(n -> "element %d: %s".formatted(n + 1, elements.get(n).summary()))
            .findFirst()
            .orElse("");
    return decisive(returned, outcome)
        .filter(reason -> isOfTheList(reason, elements))
        .map(Reason::text)
        .orElse(sentence);
  }

  /// Why the call does not map the list, where that makes the outcome; an element may be refused
  /// whatever is not known of the list.
  private static Optional<Reason> decisive(ListReturn returned, Outcome outcome) {
    return switch (returned) {
      case ListReturn.Failed failed -> Optional.of(failed.reason());
      case ListReturn.Undecided open ->
          outcome == Outcome.UNDETERMINED ? Optional.of(open.reason()) : Optional.empty();
      case ListReturn.Mapped _ -> Optional.empty();
    };
  }

  /// Whether it is no element's reason.
  private static boolean isOfTheList(Reason reason, List<Verdict> elements) {
    return elements.stream().noneMatch(element -> element.mapping().reason().equals(reason));
  }
}
