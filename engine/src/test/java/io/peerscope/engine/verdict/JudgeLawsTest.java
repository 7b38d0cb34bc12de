package io.peerscope.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for every DMA, shown on random machines.
class JudgeLawsTest {

  private static final List<Operation> OPERATIONS = List.of(Operation.values());
  private static final int MACHINES = 150;
  private static final int REQUESTS = Laws.requests(60);

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
      Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
      requests.add(DmaRequest.page(client, target, operation));
    }
    return requests;
  }

  @Test
  void everyMovingStepStartsWhereTheLastOneEnded() {
    Laws.over(
        "steps join",
        MACHINES,
        seed -> {
          Platform platform = RandomMachine.of(seed).build();
          var judge = new Judge(platform, TranslatorPlacement.Named.SWITCHES);
          for (DmaRequest request : requests(platform, new Random(seed))) {
            Verdict verdict = judge.judge(request);
            List<DmaStep> steps = verdict.steps();
            for (int n = 1; n < steps.size(); n++) {
              assertThat(steps.get(n).number()).isEqualTo(n + 1);
              if (isMoving(steps.get(n - 1))) {
                assertThat(adjacent(platform.topology(), steps.get(n - 1).at(), steps.get(n).at()))
                    .as("%s: %s", request, steps)
                    .isTrue();
              }
            }
          }
        });
  }

  private static boolean isMoving(DmaStep step) {
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
    if (other instanceof Place.AtFunction) {
      return adjacent(topology, other, one);
    }
    return true;
  }

  @Test
  void lastStepTellsTheOutcome() {
    Laws.over(
        "last step",
        MACHINES,
        seed -> {
          Platform platform = RandomMachine.of(seed).build();
          var judge = new Judge(platform, TranslatorPlacement.Named.SWITCHES);
          for (DmaRequest request : requests(platform, new Random(seed))) {
            Verdict verdict = judge.judge(request);
            Set<StepEvent> expected =
                switch (verdict.outcome()) {
                  case ALLOWED -> Set.of(StepEvent.ARRIVE, StepEvent.COMPLETE);
                  case REFUSED -> Set.of(StepEvent.REFUSE);
                  case UNDETERMINED -> Set.of(StepEvent.UNKNOWN);
                };
            assertThat(verdict.steps().getLast().event())
                .as("%s %s", request, verdict.steps())
                .isIn(expected);
          }
        });
  }

  @Test
  void verdictIsTheConjunctionOfItsGates() {
    Laws.over(
        "conjunction under translators",
        MACHINES,
        seed -> {
          Platform platform = RandomMachine.of(seed).build();
          var judge = new Judge(platform, TranslatorPlacement.Named.SWITCHES);
          for (DmaRequest request : requests(platform, new Random(seed))) {
            Verdict verdict = judge.judge(request);
            boolean allAllow =
                verdict.gates().values().stream()
                    .allMatch(gate ->
                        gate instanceof GateResult.Allowed || gate instanceof GateResult.NotAsked);
            boolean anyRefuses =
                verdict.gates().values().stream().anyMatch(GateResult.Refused.class::isInstance);
            assertThat(verdict.outcome() == Outcome.ALLOWED).isEqualTo(allAllow);
            assertThat(verdict.outcome() == Outcome.REFUSED).isEqualTo(anyRefuses);
          }
        });
  }

  @Test
  void translatorsWhereverTheyHangMapAsMainlineDoes() {
    Laws.over(
        "translators anywhere",
        MACHINES,
        seed -> {
          Platform platform = RandomMachine.of(seed).build();
          var mainline = new Judge(platform, TranslatorPlacement.Named.NONE);
          for (TranslatorPlacement placement : TranslatorPlacement.Named.values()) {
            var judge = new Judge(platform, placement);
            for (DmaRequest request : requests(platform, new Random(seed))) {
              assertThat(outcome(judge.judge(request).mapping()))
                  .as("%s %s", request, placement)
                  .isEqualTo(outcome(mainline.judge(request).mapping()));
            }
          }
        });
  }

  private static String outcome(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed(var how, var address, _) -> how + " " + address.ifKnown();
      case Mapping.Failed(var errno, _) -> errno;
      case Mapping.Undecided _ -> "undecided";
    };
  }

  @Test
  void forgettingAFactOnlyMovesAVerdictToUndetermined() {
    Laws.over(
        "forgetting under translators",
        MACHINES,
        seed -> {
          List<KernelProfile> kernels = KernelProfile.all();
          String kernel = kernels.get((int) (seed % kernels.size())).since().toString();
          Platform richer = RandomMachine.of(seed).kernel(kernel).build();
          var before = new Judge(richer, TranslatorPlacement.Named.SWITCHES);
          var builder = RandomMachine.of(seed).kernel(kernel);
          String forgotten = builder.forgetSomething(new Random(seed));
          var after = new Judge(builder.build(), TranslatorPlacement.Named.SWITCHES);
          for (DmaRequest request : requests(richer, new Random(seed))) {
            Outcome poorer = after.judge(request).outcome();
            assertThat(poorer)
                .as("%s without %s", request, forgotten)
                .isIn(before.judge(request).outcome(), Outcome.UNDETERMINED);
          }
        });
  }
}
