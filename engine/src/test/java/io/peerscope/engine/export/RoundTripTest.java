package io.peerscope.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.ReferenceMachine;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.RandomEdits;
import io.peerscope.engine.format.Machines;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is written in a format and read again is the same machine, but for what was listed.
class RoundTripTest {

  private static final long FIRST_SEED = 20_260_101;
  private static final int DRAWN = 60;

  /// Their parts come from the catalogue, with the registers it knows.
  private static final Map<MachineFormat, Set<FactKind>> OF_PAGES =
      Map.of(
          MachineFormat.PEERSCOPE,
          EnumSet.allOf(FactKind.class),
          MachineFormat.LSPCI_HEX,
          EnumSet.of(
              FactKind.FUNCTION,
              FactKind.IDENTITY,
              FactKind.CLASS,
              FactKind.REGISTERS,
              FactKind.DRIVER,
              FactKind.NUMA_NODE),
          MachineFormat.LSPCI_TREE,
          EnumSet.of(FactKind.FUNCTION),
          MachineFormat.NCCL,
          EnumSet.of(FactKind.IDENTITY),
          MachineFormat.RDMA_TOPO,
          EnumSet.of(FactKind.NUMA_NODE));

  /// Their registers are zeros, whatever else they tell.
  private static final Map<MachineFormat, Set<FactKind>> OF_BUILT_ONES =
      Map.of(
          MachineFormat.PEERSCOPE,
          EnumSet.allOf(FactKind.class),
          MachineFormat.LSPCI_HEX,
          EnumSet.of(FactKind.FUNCTION, FactKind.REGISTERS, FactKind.NUMA_NODE),
          MachineFormat.LSPCI_TREE,
          EnumSet.of(FactKind.FUNCTION),
          MachineFormat.NCCL,
          EnumSet.of(FactKind.IDENTITY),
          MachineFormat.RDMA_TOPO,
          EnumSet.of(FactKind.NUMA_NODE));

  private static final int EDITS = 60;

  private final Map<MachineFormat, Set<FactKind>> lost = new EnumMap<>(MachineFormat.class);
  private final List<String> broken = new ArrayList<>();

  @Test
  void whatAFormatCarriesComesBackFromEveryMachine() throws IOException {
    int machines = Machines.eachOfAnyFormat(this::writeAndRead);

    System.out.println("machines written in each format: " + machines);
    lost.forEach(
        (format, kinds) -> System.out.println(format.spelling() + " loses of them " + kinds));
    assertThat(broken).isEmpty();
    assertThat(machines).isGreaterThanOrEqualTo(10);
  }

  @Test
  void whatAFormatKeepsComesBackFromDrawnMachines() {
    keeps("the machine with one of everything", ReferenceMachine.machine().build(), OF_BUILT_ONES);
    for (int n = 0; n < DRAWN; n++) {
      long seed = Long.getLong("peerscope.seed", FIRST_SEED) + n;
      keeps("machine of seed " + seed, RandomMachine.of(seed).build(), OF_BUILT_ONES);
      keeps("page with edits of seed " + seed, edited(seed), OF_PAGES);
    }

    lost.forEach((format, kinds) ->
        System.out.println(format.spelling() + " loses of drawn machines " + kinds));
    assertThat(broken).isEmpty();
  }

  private void keeps(String name, Platform platform, Map<MachineFormat, Set<FactKind>> kept) {
    kept.forEach((format, kinds) -> {
      for (Loss loss : MachineExport.of(platform, format).losses()) {
        lost.computeIfAbsent(format, _ -> EnumSet.noneOf(FactKind.class)).add(loss.kind());
        if (kinds.contains(loss.kind())) {
          broken.add("%s of %s: %s".formatted(format.spelling(), name, loss));
        }
      }
    });
  }

  /// A machine that is drawn on a blank page.
  private static Platform edited(long seed) {
    var edits = new RandomEdits(new Random(seed));
    Platform platform = Platform.of(Topology.empty());
    for (int step = 0; step < EDITS; step++) {
      if (edits.next(platform).applyTo(platform) instanceof EditResult.Applied done) {
        platform = done.platform();
      }
    }
    return platform;
  }

  @Test
  void aDocumentLosesNothing() throws IOException {
    Machines.eachOfAnyFormat((name, platform) ->
        assertThat(MachineExport.of(platform, MachineFormat.PEERSCOPE).losses())
            .as(name)
            .isEmpty());
  }

  private void writeAndRead(String name, Platform platform) {
    for (MachineFormat format : MachineFormat.values()) {
      if (format.isRead()) {
        for (Loss loss : MachineExport.of(platform, format).losses()) {
          lost.computeIfAbsent(format, _ -> EnumSet.noneOf(FactKind.class)).add(loss.kind());
          if (format.carried().contains(loss.kind())) {
            broken.add("%s of %s: %s".formatted(format.spelling(), name, loss));
          }
        }
      }
    }
  }
}
