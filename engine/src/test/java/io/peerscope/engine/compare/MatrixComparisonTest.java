package io.peerscope.engine.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMatrix;
import io.peerscope.engine.topology.PciFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Comparing class by class finds exactly the pairs that comparing one by one finds.
class MatrixComparisonTest {

  private static final int MACHINES = 200;

  @Test
  void everyChangedPairIsInAGroupAndNoOther() {
    Laws.over(
        "pairs of the groups are those that changed",
        MACHINES,
        seed -> {
          List<KernelProfile> kernels = KernelProfile.all();
          Platform before = RandomMachine.of(seed).kernel(version(kernels, seed)).build();
          Platform after = RandomMachine.of(seed).kernel(version(kernels, seed + 3)).build();
          compare(before, after);
          compare(before, RandomMachine.of(seed + 1).kernel(version(kernels, seed)).build());
        });
  }

  private static String version(List<KernelProfile> kernels, long seed) {
    return kernels.get((int) (seed % kernels.size())).since().toString();
  }

  private static void compare(Platform before, Platform after) {
    var comparison = MatrixComparison.of(before, functionsOf(before), after, functionsOf(after));

    Set<ChangedPair> changed = changedOneByOne(before, after, comparison.both());
    assertThat(comparison.groups().stream().flatMap(CauseGroup::pairs).collect(Collectors.toSet()))
        .isEqualTo(changed);
    assertThat(comparison.changed()).isEqualTo(changed.size());
    comparison.groups().forEach(group -> assertThat(group.pairs().count()).isEqualTo(group.size()));
  }

  private static Set<ChangedPair> changedOneByOne(
      Platform before, Platform after, List<PciAddress> both) {
    P2pMatrix was = new LinuxP2pdma(before).matrix(both);
    P2pMatrix is = new LinuxP2pdma(after).matrix(both);
    var changed = new HashSet<ChangedPair>();
    for (int row = 0; row < both.size(); row++) {
      for (int column = 0; column < both.size(); column++) {
        var change = new Change(was.typeAt(row, column), is.typeAt(row, column));
        if (row != column && !change.before().equals(change.after())) {
          changed.add(new ChangedPair(both.get(row), both.get(column), change));
        }
      }
    }
    return changed;
  }

  private static List<PciAddress> functionsOf(Platform platform) {
    return platform.topology().functions().stream().map(PciFunction::address).toList();
  }

  @Test
  void everyPairOfABlockHasAPlace() {
    var change = new Change(Optional.empty(), Optional.empty());
    List<PciAddress> few = List.of(at("01:00.0"), at("02:00.0"), at("03:00.0"));

    for (var block :
        List.of(
            new PairBlock(few, few, change),
            new PairBlock(few, List.of(at("04:00.0"), at("05:00.0")), change))) {
      assertThat(LongStream.range(0, block.size()).mapToObj(block::at))
          .containsExactlyElementsOf(block.pairs().toList());
    }
  }

  private static PciAddress at(String text) {
    return PciAddress.parse(text).orElseThrow();
  }
}
