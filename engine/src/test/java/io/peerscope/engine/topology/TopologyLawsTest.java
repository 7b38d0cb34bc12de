package io.peerscope.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A hierarchy that was changed is the one that the changed functions make.
class TopologyLawsTest {

  private static final int MACHINES = 2_000;

  @Test
  void changedTopologyIsTheOneBuiltAnew() {
    Laws.over("topology with changes", MACHINES, TopologyLawsTest::changesAreExact);
  }

  private static void changesAreExact(long seed) {
    var random = new Random(seed);
    Topology topology = RandomMachine.of(seed).build().topology();
    for (int step = 0; step < 5; step++) {
      List<PciFunction> all = new ArrayList<>(topology.functions());
      Set<PciAddress> leaving = new HashSet<>();
      List<PciFunction> coming = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        leaving.add(all.get(random.nextInt(all.size())).address());
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        coming.add(changed(all.get(random.nextInt(all.size())), random));
      }

      Topology actual = topology.with(coming, leaving);

      NavigableMap<PciAddress, PciFunction> functions = new TreeMap<>();
      all.forEach(function -> functions.put(function.address(), function));
      leaving.forEach(functions::remove);
      coming.forEach(function -> functions.put(function.address(), function));
      Topology expected = TopologyBuilder.build(functions.values(), new DiagnosticLog());
      assertThat(actual).isEqualTo(expected);
      assertThat(List.copyOf(actual.hostBridges())).isEqualTo(List.copyOf(expected.hostBridges()));
      for (PciFunction function : actual.functions()) {
        assertThat(actual.childrenOf(function.address()))
            .isEqualTo(expected.childrenOf(function.address()));
      }
      topology = actual.size() == 0 ? topology : actual;
    }
  }

  private static PciFunction changed(PciFunction function, Random random) {
    PciFunctionBuilder copy = function.toBuilder();
    return switch (random.nextInt(5)) {
      case 0 -> copy.name("renamed").build();
      case 1 -> copy.address(otherAddress(function.address(), random)).build();
      case 2 ->
          copy.buses(
                  Fact.known(
                      Optional.of(
                          new BridgeBuses(
                              function.address().bus(), random.nextInt(64), random.nextInt(64))),
                      function.position()))
              .build();
      case 3 -> copy.buses(Fact.unknown("forgotten")).build();
      default -> copy.kind(FunctionKind.FUNCTION).build();
    };
  }

  private static PciAddress otherAddress(PciAddress address, Random random) {
    return new PciAddress(
        address.domain() + random.nextInt(2), random.nextInt(64), random.nextInt(4), 0);
  }
}
