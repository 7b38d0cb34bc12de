package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every machine and every kernel, shown on random ones.
///
/// The kernels take turns from seed to seed. Of each machine a few providers are asked about with
/// all clients.
class P2pMatrixLawsTest {

  private static final int PROVIDERS = 4;

  private record Drawn(
      Platform platform, LinuxP2pdma policy, List<PciAddress> functions, List<Integer> providers) {

    private static Drawn of(long seed) {
      Platform platform = on(seed, RandomMachine.of(seed)).build();
      List<PciAddress> functions = functionsOf(platform);
      List<Integer> providers =
          new Random(seed).ints(PROVIDERS, 0, functions.size()).distinct().boxed().toList();
      return new Drawn(platform, new LinuxP2pdma(platform), functions, providers);
    }
  }

  private static PlatformBuilder on(long seed, PlatformBuilder builder) {
    return builder.kernel(profileOf(seed).since().toString());
  }

  /// Requests and completions may be judged at different ports.
  private static boolean isSymmetric(long seed) {
    return profileOf(seed).rules().acs() != PolicyRules.Acs.TLP_CLASSES;
  }

  private static KernelProfile profileOf(long seed) {
    List<KernelProfile> all = KernelProfile.all();
    return all.get((int) (seed % all.size()));
  }

  private static List<PciAddress> functionsOf(Platform platform) {
    return platform.topology().functions().stream().map(PciFunction::address).toList();
  }

  private static void mustEqual(Object actual, Object expected, Object... pair) {
    if (!actual.equals(expected)) {
      throw new AssertionError(
          "%s but %s expected for %s".formatted(actual, expected, List.of(pair)));
    }
  }

  @Test
  void sweepAgreesWithTheWalkOfEveryPairAndIsSymmetric() {
    Laws.over(
        "sweep = walk",
        360,
        seed -> {
          Drawn drawn = Drawn.of(seed);
          P2pMatrix matrix = drawn.policy.matrix(drawn.functions);
          for (int row : drawn.providers) {
            for (int column = 0; column < drawn.functions.size(); column++) {
              PciAddress provider = drawn.functions.get(row);
              PciAddress client = drawn.functions.get(column);
              P2pDecision decision = drawn.policy.decide(provider, client);
              Optional<P2pMapType> type = decision.type().ifKnown();
              mustEqual(matrix.typeAt(row, column), type, provider, client);
              if (isSymmetric(seed)) {
                mustEqual(matrix.typeAt(column, row), type, client, provider);
              }
              mustEqual(
                  matrix.distanceAt(row, column), toInt(decision.distance()), provider, client);
              mustEqual(
                  matrix.reasonCodeAt(row, column), decision.reason().code(), provider, client);
            }
          }
        });
  }

  @Test
  void cellsTakenOverAfterAnEditAreThoseOfANewSweep() {
    Laws.over(
        "edited = new",
        360,
        seed -> {
          PlatformBuilder builder = on(seed, RandomMachine.of(seed));
          Platform before = builder.build();
          var random = new Random(seed);
          PciFunction chosen = anyFunction(before.topology(), random);
          builder.acs(chosen.address().toString(), random.nextInt(0x80));
          Platform after =
              random.nextInt(4) == 0 ? RandomMachine.of(seed + 1).build() : builder.build();
          List<PciAddress> functions = functionsOf(after);
          P2pMatrix earlier = new LinuxP2pdma(before).matrix(functionsOf(before));
          P2pMatrix edited = new LinuxP2pdma(after).matrix(functions, earlier);
          P2pMatrix fresh = new LinuxP2pdma(after).matrix(functions);
          mustEqual(edited.count(), fresh.count());
          for (int row = 0; row < functions.size(); row++) {
            for (int column = 0; column < functions.size(); column++) {
              Object[] pair = {functions.get(row), functions.get(column), chosen.address()};
              mustEqual(edited.typeAt(row, column), fresh.typeAt(row, column), pair);
              mustEqual(edited.distanceAt(row, column), fresh.distanceAt(row, column), pair);
              mustEqual(edited.reasonCodeAt(row, column), fresh.reasonCodeAt(row, column), pair);
            }
          }
        });
  }

  @Test
  void changesOfAnEditAreThoseOfComparingEveryPair() {
    Laws.over(
        "changes = each pair",
        360,
        seed -> {
          PlatformBuilder builder = on(seed, RandomMachine.of(seed));
          Platform before = builder.build();
          var random = new Random(seed);
          builder.acs(anyFunction(before.topology(), random).address().toString(), 0x1d);
          Platform after =
              random.nextInt(3) == 0 ? RandomMachine.of(seed + 1).build() : builder.build();
          P2pMatrix then = new LinuxP2pdma(before).matrix(functionsOf(before));
          P2pMatrix now = new LinuxP2pdma(after).matrix(functionsOf(after), then);
          int[] places =
              functionsOf(before).stream().mapToInt(functionsOf(after)::indexOf).toArray();
          Map<Optional<P2pMapType>, Long> became = MatrixChangesTest.eachPair(then, now, places);
          mustEqual(now.becameSince(then, places), became, seed);
        });
  }

  private static PciFunction anyFunction(Topology topology, Random random) {
    return topology.functions().stream()
        .skip(random.nextInt(topology.size()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countIsThatOfAllCells() {
    Laws.over(
        "count",
        90,
        seed -> {
          Drawn drawn = Drawn.of(seed);
          P2pMatrix matrix = drawn.policy.matrix(drawn.functions);
          Map<P2pMapType, Long> counted = new EnumMap<>(P2pMapType.class);
          for (int row = 0; row < drawn.functions.size(); row++) {
            for (int column = 0; column < drawn.functions.size(); column++) {
              if (row != column) {
                matrix.typeAt(row, column).ifPresent(type -> counted.merge(type, 1L, Long::sum));
              }
            }
          }
          mustEqual(matrix.count(), counted);
        });
  }

  private static OptionalInt toInt(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /// The kernel's two nested loops and its tests, version by version, without any of our tables and
  /// arrays.
  @Test
  void sweepAgreesWithTheKernelsNestedLoops() {
    Laws.over(
        "sweep = nested loops",
        360,
        seed -> {
          Drawn drawn = Drawn.of(seed);
          var kernel = new KernelLoops(drawn.platform, profileOf(seed).since());
          P2pMatrix matrix = drawn.policy.matrix(drawn.functions);
          for (int row : drawn.providers) {
            for (int column = 0; column < drawn.functions.size(); column++) {
              PciAddress provider = drawn.functions.get(row);
              PciAddress client = drawn.functions.get(column);
              Optional<KernelLoops.Answer> answer = kernel.ask(provider, client);
              if (answer.isPresent()) {
                mustEqual(
                    matrix.typeAt(row, column).orElseThrow(),
                    answer.get().type(),
                    provider,
                    client);
                mustEqual(
                    matrix.distanceAt(row, column).orElseThrow(),
                    answer.get().distance(),
                    provider,
                    client);
              }
            }
          }
        });
  }

  /// Steps as the shortest way in the graph counts them, by the lowest common ancestor.
  @Test
  void distanceIsTheShortestWayInTheGraph() {
    Laws.over(
        "distance = shortest way",
        360,
        seed -> {
          Drawn drawn = Drawn.of(seed);
          Topology topology = drawn.platform.topology();
          var graph = new TopologyGraph(topology);
          P2pMatrix matrix = drawn.policy.matrix(drawn.functions);
          int added = profileOf(seed).rules().stepsAdded();
          for (int row : drawn.providers) {
            for (int column = 0; column < drawn.functions.size(); column++) {
              PciAddress provider = drawn.functions.get(row);
              PciAddress client = drawn.functions.get(column);
              OptionalInt distance = matrix.distanceAt(row, column);
              if (distance.isPresent()) {
                int steps = distance.getAsInt();
                mustEqual(
                    steps >= 0x1000 ? steps - added : steps,
                    shortest(topology, graph, provider, client),
                    provider,
                    client);
              }
            }
          }
        });
  }

  private static int shortest(
      Topology topology, TopologyGraph graph, PciAddress provider, PciAddress client) {
    return graph
        .path(provider, client)
        .map(way -> way.size() - 1)
        .orElseGet(() -> length(topology, provider) + length(topology, client));
  }

  /// Functions on different host bridges are not connected in the graph.
  private static int length(Topology topology, PciAddress function) {
    UpstreamPath path = topology.upstreamPath(function);
    mustEqual(path.end() instanceof Parent.RootBus, true, function);
    return path.functions().size();
  }

  @Test
  void forgettingAFactOnlyMovesAnAnswerToUnknown() {
    Laws.over(
        "forgetting",
        900,
        seed -> {
          Platform richer = on(seed, RandomMachine.of(seed)).build();
          PlatformBuilder builder = on(seed, RandomMachine.of(seed));
          String forgotten = builder.forgetSomething(new Random(seed));
          Platform poorer = builder.build();
          List<PciAddress> functions = functionsOf(poorer);
          P2pMatrix before = new LinuxP2pdma(richer).matrix(functions);
          P2pMatrix after = new LinuxP2pdma(poorer).matrix(functions);
          for (int row = 0; row < functions.size(); row++) {
            for (int column = 0; column < functions.size(); column++) {
              Object[] pair = {functions.get(row), functions.get(column), "without " + forgotten};
              if (after.typeAt(row, column).isPresent()) {
                mustEqual(before.typeAt(row, column), after.typeAt(row, column), pair);
              }
              if (after.distanceAt(row, column).isPresent()) {
                mustEqual(before.distanceAt(row, column), after.distanceAt(row, column), pair);
              }
            }
          }
        });
  }

  private static P2pMatrix matrix(String settings, String... names) {
    return new LinuxP2pdma(machine(settings).build())
        .matrix(Stream.of(names).map(name -> at(name(name))).toList());
  }

  private static P2pMatrix after(P2pMatrix earlier, String settings, String... names) {
    return new LinuxP2pdma(machine(settings).build())
        .matrix(Stream.of(names).map(name -> at(name(name))).toList(), earlier);
  }

  @Test
  void editBelowAPortWithoutMembersLeavesAllCells() {
    P2pMatrix edited = after(matrix("", "A", "C0"), "acs DP1=04", "A", "C0");

    assertThat(edited.typeAt(0, 1)).contains(P2pMapType.BUS_ADDR);
    assertThat(edited.distanceAt(0, 1)).hasValue(4);
  }

  @Test
  void otherMembersOfTheSameTreeGetCellsOfTheirOwn() {
    P2pMatrix edited = after(matrix("", "A", "B"), "", "A", "B", "E");

    assertThat(edited.distanceAt(0, 2)).hasValue(6);
    assertThat(edited.distanceAt(0, 1)).hasValue(4);
  }

  /// 5.2 adds 1000h steps to the distance of a pair that crosses.
  @Test
  void distanceThatAPermissionLengthensIsNotKnownWithoutIt() {
    String listed = "kernel 5.2; id H=1022:1450; ";

    assertThat(matrix(listed, "A", "D").distanceAt(0, 1)).hasValue(0x1006);
    assertThat(matrix(listed + "?iommu", "A", "D").distanceAt(0, 1)).isEmpty();
    assertThat(matrix("kernel 5.2; ?iommu", "A", "D").distanceAt(0, 1)).hasValue(6);
    assertThat(matrix("kernel 6.1; ?id H", "A", "D").distanceAt(0, 1)).hasValue(6);
  }
}
