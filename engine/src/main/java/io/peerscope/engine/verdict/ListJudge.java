package io.peerscope.engine.verdict;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.HookAnswer;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.dma.SegmentPlan;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges lists of pages: every element for itself, then what the call makes of all of them.
///
/// Every strategy maps all or nothing. They differ in the lists they take, in what they say of an
/// element, and in how many IOVA blocks the rest is spread over: a translator hands the runs
/// between the pages it takes to the operations below, each with a call of its own.
public final class ListJudge {

  private static final long PAGE_BITS = 0xfff;

  private final MappingStrategy strategy;
  private final Judge judge;
  private final ListRule rule;

  public ListJudge(Platform platform, MappingStrategy strategy) {
    this.strategy = strategy;
    this.judge = new Judge(platform, strategy);
    this.rule = new ListRule(platform, strategy, judge.kernel());
  }

  public ListVerdict judge(ScatterList list) {
    List<Verdict> elements = list.requests().stream().map(judge::judge).toList();
    ListReturn byElements = rule.check(list, elements).orElseGet(() -> returned(elements));
    var plan = new SegmentPlan(list.maxSegment());
    if (byElements instanceof ListReturn.Mapped) {
      fill(plan, elements);
    }
    ListReturn returned =
        byElements instanceof ListReturn.Mapped
            ? new ListReturn.Mapped(plan.segments().size())
            : byElements;
    Outcome outcome = outcome(returned, elements);
    return new ListVerdict(
        list,
        strategy,
        outcome,
        ListSummary.of(list, outcome, returned, elements, plan),
        returned,
        elements,
        plan.segments(),
        plan.blockSizes(),
        hazards(elements, plan));
  }

  /// The first element that fails makes the call fail.
  private static ListReturn returned(List<Verdict> elements) {
    Optional<Reason> open = Optional.empty();
    for (Verdict element : elements) {
      switch (element.mapping()) {
        case Mapping.Programmed _ -> {}
        case Mapping.Undecided(var reason) -> open = open.or(() -> Optional.of(reason));
        case Mapping.Failed(var errno, var reason) -> {
          Fact<String> known =
              open.isPresent()
                  ? Fact.unknown("an earlier element may fail otherwise")
                  : Fact.known(errno, new Inferred(reason.text()));
          return new ListReturn.Failed(known, reason);
        }
      }
    }
    return open.<ListReturn>map(ListReturn.Undecided::new)
        .orElseGet(() -> new ListReturn.Mapped(elements.size()));
  }

  private static Outcome outcome(ListReturn returned, List<Verdict> elements) {
    boolean refused =
        returned instanceof ListReturn.Failed
            || elements.stream().anyMatch(element -> element.outcome() == Outcome.REFUSED);
    boolean open =
        returned instanceof ListReturn.Undecided
            || elements.stream().anyMatch(element -> element.outcome() == Outcome.UNDETERMINED);
    return refused ? Outcome.REFUSED : open ? Outcome.UNDETERMINED : Outcome.ALLOWED;
  }

  /// Takes elements that are all mapped.
  private static void fill(SegmentPlan plan, List<Verdict> elements) {
    int block = 0;
    boolean used = false;
    for (int n = 0; n < elements.size(); n++) {
      Verdict element = elements.get(n);
      var mapping = (Mapping.Programmed) element.mapping();
      if (endsRun(element)) {
        block += used ? 1 : 0;
        used = false;
      }
      used |= mapping.how() == Mapping.How.TRANSLATED;
      plan.add(n + 1, mapping, block, inPage(element), element.request().size());
    }
  }

  /// Whether a hook above the DMA operations took the page, which then see the list in pieces.
  private static boolean endsRun(Verdict element) {
    return element.asked().stream()
        .filter(answer -> answer.hook() == HookAnswer.Hook.TRANSLATOR)
        .anyMatch(answer -> answer.kind() == HookAnswer.Kind.USE_BUS_ADDRESS);
  }

  private static long inPage(Verdict element) {
    Optional<Long> bus =
        element.page() instanceof ResolvedPage.Peer peer
            ? peer.bus().ifKnown().map(BusAddress::value)
            : Optional.empty();
    return element.page().physical().map(HostPhysicalAddress::value).or(() -> bus).orElse(0L)
        & PAGE_BITS;
  }

  private static List<Hazard> hazards(List<Verdict> elements, SegmentPlan plan) {
    List<Hazard> hazards = new ArrayList<>();
    elements.stream()
        .flatMap(element -> element.hazards().stream())
        .distinct()
        .forEach(hazards::add);
    if (plan.blockSizes().size() > 1) {
      hazards.add(
          new Hazard(
              "iova-blocks",
              "the list is mapped in %d calls with an IOVA block each, where one call would do"
                  .formatted(plan.blockSizes().size())));
    }
    return hazards;
  }
}
