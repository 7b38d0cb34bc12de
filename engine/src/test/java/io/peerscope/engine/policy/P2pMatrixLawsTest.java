package io.peerscope.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every machine, shown on random ones; a failure names the seed.
class P2pMatrixLawsTest {

  private static final int MACHINES = 300;
  private static final long FIRST_SEED = 20_260_101L;

  private static List<PciAddress> functionsOf(Platform platform) {
    return platform.topology().functions().stream().map(PciFunction::address).toList();
  }

  @Test
  void sweepAgreesWithTheWalkOfEveryPairAndIsSymmetric() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + MACHINES; seed++) {
      Platform platform = RandomMachine.of(seed).build();
      var policy = new LinuxP2pdma(platform);
      List<PciAddress> functions = functionsOf(platform);
      P2pMatrix matrix = policy.matrix(functions);

      for (int row = 0; row < functions.size(); row++) {
        for (int column = 0; column < functions.size(); column++) {
          String pair = "seed %d %s %s".formatted(seed, functions.get(row), functions.get(column));
          P2pDecision decision = policy.decide(functions.get(row), functions.get(column));
          assertThat(matrix.typeAt(row, column)).as(pair).isEqualTo(decision.type().ifKnown());
          assertThat(matrix.distanceAt(row, column)).as(pair).isEqualTo(toInt(decision.distance()));
          assertThat(matrix.typeAt(column, row)).as(pair).isEqualTo(decision.type().ifKnown());
        }
      }
    }
  }

  private static OptionalInt toInt(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /// The kernel's two nested loops, word by word, without any of our arrays.
  @Test
  void walkAgreesWithTheKernelsNestedLoops() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + MACHINES; seed++) {
      Platform platform = RandomMachine.of(seed).build();
      var policy = new LinuxP2pdma(platform);
      for (PciAddress provider : functionsOf(platform)) {
        for (PciAddress client : functionsOf(platform)) {
          P2pDecision decision = policy.decide(provider, client);
          String pair = "seed %d %s %s".formatted(seed, provider, client);
          assertThat(decision.distance())
              .as(pair)
              .isEqualTo(distance(platform.topology(), provider, client));
          assertThat(decision.type().ifKnown().filter(P2pMapType.BUS_ADDR::equals).isPresent())
              .as(pair)
              .isEqualTo(isDirect(platform.topology(), provider, client));
        }
      }
    }
  }

  private static Optional<Integer> distance(
      Topology topology, PciAddress provider, PciAddress client) {
    UpstreamPath a = topology.upstreamPath(provider);
    UpstreamPath b = topology.upstreamPath(client);
    for (int i = 0; i < a.functions().size(); i++) {
      int j = b.functions().indexOf(a.functions().get(i));
      if (j >= 0) {
        return Optional.of(i + j);
      }
    }
    boolean told = a.end() instanceof Parent.RootBus && b.end() instanceof Parent.RootBus;
    return told ? Optional.of(a.functions().size() + b.functions().size()) : Optional.empty();
  }

  private static boolean isDirect(Topology topology, PciAddress provider, PciAddress client) {
    List<PciAddress> clientChain = topology.upstreamPath(client).functions();
    for (PciAddress a : topology.upstreamPath(provider).functions()) {
      if (!isOff(topology, a)) {
        return false;
      }
      int j = clientChain.indexOf(a);
      if (j >= 0) {
        return clientChain.subList(0, j).stream().allMatch(b -> isOff(topology, b));
      }
    }
    return false;
  }

  private static boolean isOff(Topology topology, PciAddress address) {
    return PeerRedirect.of(topology.at(address)).state() == State.OFF;
  }

  @Test
  void forgettingAFactOnlyMovesATypeToUnknown() {
    var random = new Random(FIRST_SEED);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + MACHINES; seed++) {
      var before = new LinuxP2pdma(RandomMachine.of(seed).build());
      var builder = RandomMachine.of(seed);
      String forgotten = builder.forgetSomething(random);
      Platform poorer = builder.build();
      var after = new LinuxP2pdma(poorer);
      for (PciAddress provider : functionsOf(poorer)) {
        for (PciAddress client : functionsOf(poorer)) {
          if (after.decide(provider, client).type()
              instanceof Fact.Known<P2pMapType>(var type, _)) {
            assertThat(before.decide(provider, client).type().ifKnown())
                .as("seed %d %s %s without %s", seed, provider, client, forgotten)
                .contains(type);
          }
        }
      }
    }
  }
}
