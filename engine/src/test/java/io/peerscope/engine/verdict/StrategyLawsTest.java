package io.peerscope.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every DMA under every strategy, shown on random machines.
class StrategyLawsTest {

  private static final int MACHINES = 60;
  private static final int REQUESTS = Laws.requests(12);

  /// Every strategy, translators in every named place and on some bridges drawn at random.
  private static List<MappingStrategy> strategies(Platform platform, Random random) {
    var strategies = new ArrayList<MappingStrategy>();
    for (StrategyName name : StrategyName.values()) {
      strategies.add(name.with(TranslatorPlacement.Named.SWITCHES));
    }
    strategies.add(new MappingStrategy.TranslatorsAlone(TranslatorPlacement.Named.ALL));
    strategies.add(new MappingStrategy.TranslatorsAlone(drawn(platform, random)));
    strategies.add(new MappingStrategy.Translators(drawn(platform, random)));
    return strategies;
  }

  private static TranslatorPlacement drawn(Platform platform, Random random) {
    Set<PciAddress> bridges = new HashSet<>();
    for (PciFunction function : platform.topology().functions()) {
      if (function.kind().isBridge() && random.nextInt(3) == 0) {
        bridges.add(function.address());
      }
    }
    return new TranslatorPlacement.At(bridges);
  }

  private static PlatformBuilder machine(long seed) {
    List<KernelProfile> kernels = KernelProfile.all();
    String kernel = kernels.get((int) (seed % kernels.size())).since().toString();
    PlatformBuilder builder = RandomMachine.of(seed).kernel(kernel);
    return seed % 5 == 0
        ? builder.window("00", 0x6000_0000_0000L, 0x2000_0000_0000L, 1L << 40)
        : builder;
  }

  private static List<DmaRequest> requests(Platform platform, Random random) {
    List<PciAddress> functions =
        platform.topology().functions().stream().map(PciFunction::address).toList();
    var requests = new ArrayList<DmaRequest>();
    for (int n = 0; n < REQUESTS; n++) {
      PciAddress client = functions.get(random.nextInt(functions.size()));
      DmaTarget target =
          random.nextInt(8) == 0
              ? new DmaTarget.HostMemory(new HostPhysicalAddress(0x1000L * random.nextInt(1 << 22)))
              : new DmaTarget.FunctionMemory(
                  functions.get(random.nextInt(functions.size())), OptionalInt.empty(), 0x1000);
      Operation[] operations = Operation.values();
      requests.add(DmaRequest.page(client, target, operations[random.nextInt(operations.length)]));
    }
    return requests;
  }

  /// Hands every verdict of every strategy on the machine of a seed to the law.
  private static void verdicts(long seed, BiConsumer<Platform, Verdict> law) {
    Platform platform = machine(seed).build();
    var random = new Random(seed);
    List<DmaRequest> requests = requests(platform, random);
    for (MappingStrategy strategy : strategies(platform, random)) {
      var judge = new Judge(platform, strategy);
      for (DmaRequest request : requests) {
        law.accept(platform, judge.judge(request));
      }
    }
  }

  @Test
  void verdictIsTheConjunctionOfItsGatesAndTheLastStepTellsIt() {
    Laws.over(
        "conjunction",
        MACHINES,
        seed ->
            verdicts(
                seed,
                (_, verdict) -> {
                  boolean refused =
                      verdict.gates().values().stream()
                          .anyMatch(GateResult.Refused.class::isInstance);
                  boolean open =
                      verdict.gates().values().stream()
                          .anyMatch(GateResult.Undetermined.class::isInstance);
                  assertThat(verdict.outcome())
                      .as("%s %s", verdict.strategy(), verdict.request())
                      .isEqualTo(
                          refused
                              ? Outcome.REFUSED
                              : open ? Outcome.UNDETERMINED : Outcome.ALLOWED);
                  assertThat(verdict.steps().getLast().event())
                      .as("%s %s %s", verdict.strategy(), verdict.request(), verdict.steps())
                      .isIn(
                          switch (verdict.outcome()) {
                            case ALLOWED -> Set.of(StepEvent.ARRIVE, StepEvent.COMPLETE);
                            case REFUSED -> Set.of(StepEvent.REFUSE);
                            case UNDETERMINED -> Set.of(StepEvent.UNKNOWN);
                          });
                }));
  }

  /// The same list read from the end says the same: neither direction meets a jump.
  @Test
  void tracesReplayForwardsAndBackwards() {
    Laws.over(
        "replay",
        MACHINES,
        seed ->
            verdicts(
                seed,
                (platform, verdict) -> {
                  List<DmaStep> steps = verdict.steps();
                  for (int n = 1; n < steps.size(); n++) {
                    DmaStep before = steps.get(n - 1);
                    DmaStep after = steps.get(n);
                    assertThat(after.number()).isEqualTo(before.number() + 1);
                    assertThat(
                            !moves(before)
                                || adjacent(platform.topology(), before.at(), after.at()))
                        .as("place %s %s: %s", verdict.strategy(), verdict.request(), steps)
                        .isTrue();
                    assertThat(carriesOn(verdict, before, after))
                        .as(
                            "address %s %s: %s then %s",
                            verdict.strategy(), verdict.request(), before, after)
                        .isTrue();
                  }
                }));
  }

  private static boolean moves(DmaStep step) {
    return switch (step.event()) {
      case MAP, TRANSLATOR, HOOK, CLASSIFY, PROGRAM -> false;
      case ISSUE,
          UPSTREAM,
          REDIRECT,
          DOWNSTREAM,
          WALK,
          IOMMU,
          FORWARD,
          ARRIVE,
          COMPLETION,
          COMPLETE,
          REFUSE,
          UNKNOWN ->
          true;
    };
  }

  /// An address that is known and known again is the same number, unless a step translated it; a
  /// DMA that was never programmed is followed by the address its target has on the bus.
  private static boolean carriesOn(Verdict verdict, DmaStep before, DmaStep after) {
    Optional<Address> carried = before.translatedTo().or(before::address);
    boolean wouldBe =
        after.event() == StepEvent.ISSUE && !(verdict.mapping() instanceof Mapping.Programmed);
    return wouldBe
        || carried.isEmpty()
        || after.address().isEmpty()
        || carried.get().value() == after.address().get().value();
  }

  /// The same place, one above the other, on one bus, or two host bridges.
  private static boolean adjacent(Topology topology, Place one, Place other) {
    if (one.equals(other)) {
      return true;
    }
    if (one instanceof Place.AtFunction(var a) && other instanceof Place.AtFunction(var b)) {
      return topology.parentOf(a).equals(topology.parentOf(b))
          || topology.parentOf(a).equals(new Parent.Below(b))
          || topology.parentOf(b).equals(new Parent.Below(a));
    }
    if (one instanceof Place.AtFunction(var a)) {
      return switch (other) {
        case Place.AtHostBridge(var bus) -> topology.parentOf(a).equals(new Parent.RootBus(bus));
        case Place.Untold _ -> topology.parentOf(a) instanceof Parent.Untold;
        case Place.AtMemory _, Place.AtFunction _ -> false;
      };
    }
    return !(other instanceof Place.AtFunction) || adjacent(topology, other, one);
  }

  @Test
  void forgettingAFactOnlyMovesAVerdictToUndetermined() {
    Laws.over(
        "forgetting",
        MACHINES,
        seed -> {
          Platform richer = machine(seed).build();
          PlatformBuilder builder = machine(seed);
          String forgotten = builder.forgetSomething(new Random(seed));
          Platform poorer = builder.build();
          var random = new Random(seed);
          List<DmaRequest> requests = requests(richer, random);
          for (MappingStrategy strategy : strategies(richer, random)) {
            var before = new Judge(richer, strategy);
            var after = new Judge(poorer, strategy);
            for (DmaRequest request : requests) {
              assertThat(after.judge(request).outcome())
                  .as("%s %s without %s", strategy, request, forgotten)
                  .isIn(before.judge(request).outcome(), Outcome.UNDETERMINED);
            }
          }
        });
  }

  @Test
  void factsOfTheReasonsSufficeToRepeatTheVerdict() {
    Laws.over(
        "facts suffice",
        MACHINES / 2,
        seed ->
            verdicts(
                seed,
                (_, verdict) -> {
                  Platform reduced = machine(seed).forgetAllBut(named(verdict)).build();

                  assertThat(
                          new Judge(reduced, verdict.strategy()).judge(verdict.request()).outcome())
                      .as("%s %s %s", verdict.strategy(), verdict.request(), verdict.gates())
                      .isEqualTo(verdict.outcome());
                }));
  }

  private static Set<String> named(Verdict verdict) {
    Set<String> named = new HashSet<>();
    verdict.gates().values().stream()
        .flatMap(StrategyLawsTest::reasons)
        .forEach(reason -> collect(reason, named));
    return named;
  }

  private static Stream<Reason> reasons(GateResult gate) {
    return switch (gate) {
      case GateResult.Allowed(var reasons) -> reasons.stream();
      case GateResult.Refused(var reasons) -> reasons.stream();
      case GateResult.Undetermined(var reasons) -> reasons.stream();
      case GateResult.NotAsked _ -> Stream.of();
    };
  }

  private static void collect(Reason reason, Set<String> named) {
    reason.evidence().stream().map(Evidence::about).forEach(named::add);
    boolean restsOnProcessor =
        reason.evidence().stream().anyMatch(fact -> fact.source().contains("windows of x86"));
    if (restsOnProcessor) {
      named.add("cpu");
    }
    reason.because().forEach(cause -> collect(cause, named));
  }

  /// The claim of the proposal: a translator on every switch does what mainline does for all that
  /// has a switch in common.
  @Test
  void translatorOnEverySwitchMapsAsMainlineWhereASwitchIsAboveBoth() {
    Laws.over(
        "switches alone",
        MACHINES,
        seed -> {
          Platform platform = machine(seed).kernel("7.2").build();
          var mainline = new Judge(platform, new MappingStrategy.Mainline());
          var switches =
              new Judge(
                  platform,
                  new MappingStrategy.TranslatorsAlone(TranslatorPlacement.Named.SWITCHES));
          for (DmaRequest request : requests(platform, new Random(seed))) {
            Verdict expected = mainline.judge(request);
            if (aSwitchIsAboveBoth(platform.topology(), expected)) {
              assertThat(mapped(switches.judge(request)))
                  .as("%s", request)
                  .isEqualTo(mapped(expected));
            }
          }
        });
  }

  private static boolean aSwitchIsAboveBoth(Topology topology, Verdict verdict) {
    if (!(verdict.page() instanceof ResolvedPage.Peer peer)) {
      return true;
    }
    List<PciAddress> client = topology.upstreamPath(verdict.request().client()).functions();
    return topology.upstreamPath(peer.provider()).functions().stream()
        .filter(client::contains)
        .anyMatch(address -> topology.at(address).kind() == FunctionKind.UPSTREAM_PORT);
  }

  @Test
  void translatorsEverywhereMapAsMainline() {
    Laws.over(
        "all alone",
        MACHINES,
        seed -> {
          Platform platform = machine(seed).kernel("7.2").build();
          var mainline = new Judge(platform, new MappingStrategy.Mainline());
          var all =
              new Judge(
                  platform, new MappingStrategy.TranslatorsAlone(TranslatorPlacement.Named.ALL));
          for (DmaRequest request : requests(platform, new Random(seed))) {
            assertThat(mapped(all.judge(request)))
                .as("%s", request)
                .isEqualTo(mapped(mainline.judge(request)));
          }
        });
  }

  /// Above mainline of a kernel with the right sign, translators only change who answers.
  @Test
  void translatorsAboveMainlineNeverChangeTheMapping() {
    Laws.over(
        "translators",
        MACHINES,
        seed -> {
          Platform platform = machine(seed).kernel("7.2").build();
          var random = new Random(seed);
          List<DmaRequest> requests = requests(platform, random);
          var mainline = new Judge(platform, new MappingStrategy.Mainline());
          var placements =
              new ArrayList<TranslatorPlacement>(List.of(TranslatorPlacement.Named.values()));
          placements.add(drawn(platform, random));
          for (TranslatorPlacement placement : placements) {
            var judge = new Judge(platform, new MappingStrategy.Translators(placement));
            for (DmaRequest request : requests) {
              assertThat(mapped(judge.judge(request)))
                  .as("%s %s", placement, request)
                  .isEqualTo(mapped(mainline.judge(request)));
            }
          }
        });
  }

  private static String mapped(Verdict verdict) {
    return switch (verdict.mapping()) {
      case Mapping.Programmed(var how, var address, _) -> how + " " + address.ifKnown();
      case Mapping.Failed(var errno, _) -> errno;
      case Mapping.Undecided _ -> "undecided";
    };
  }
}
