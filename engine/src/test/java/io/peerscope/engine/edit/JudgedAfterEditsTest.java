package io.peerscope.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMatrix;
import io.peerscope.engine.policy.WayMatrix;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What judging takes over from the machine before an edit is what it would find anew.
class JudgedAfterEditsTest {

  private static final int EDITS = 24;
  private static final int MACHINES = 40;

  /// A machine and its matrix.
  private record Judged(
      Platform platform, List<PciAddress> functions, LinuxP2pdma policy, P2pMatrix matrix) {

    static Judged of(Platform platform) {
      var policy = new LinuxP2pdma(platform);
      List<PciAddress> functions = functionsOf(platform);
      return new Judged(platform, functions, policy, policy.matrix(functions));
    }

    Judged after(Platform edited) {
      LinuxP2pdma next = policy.after(edited);
      List<PciAddress> there = functionsOf(edited);
      return new Judged(edited, there, next, next.matrix(there, matrix));
    }

    private static List<PciAddress> functionsOf(Platform platform) {
      return platform.topology().functions().stream().map(PciFunction::address).toList();
    }

    /// Everything that is told of a pair.
    String at(int row, int column) {
      return "%s %s %s %s"
          .formatted(
              matrix.typeAt(row, column),
              matrix.distanceAt(row, column),
              matrix.reasonCodeAt(row, column),
              new WayMatrix(matrix, platform).codeAt(row, column));
    }
  }

  @Test
  void theMatrixAfterAnEditIsThatOfTheMachineJudgedAnew() {
    Laws.over("edited = anew", MACHINES, JudgedAfterEditsTest::compareWithAnew);
  }

  private static void compareWithAnew(long seed) {
    var random = new Random(seed);
    var edits = new RandomEdits(random);
    Judged now = Judged.of(RandomMachine.of(seed).build());
    for (int step = 1; step <= EDITS; step++) {
      PlatformEdit edit = edits.next(now.platform);
      if (edit.applyTo(now.platform) instanceof EditResult.Applied done) {
        Judged before = now;
        now = before.after(done.platform());
        Judged anew = Judged.of(done.platform());
        String where = "seed %d, step %d, %s".formatted(seed, step, edit);
        assertThat(now.matrix.count()).as(where).isEqualTo(anew.matrix.count());
        int columns = now.functions.size();
        for (int n = 0; n < 300 && columns > 0; n++) {
          int row = random.nextInt(columns);
          int column = random.nextInt(columns);
          assertThat(now.at(row, column)).as(where).isEqualTo(anew.at(row, column));
          PciAddress provider = now.functions.get(row);
          PciAddress client = now.functions.get(column);
          assertThat(now.policy.decide(provider, client))
              .as(where)
              .isEqualTo(anew.policy.decide(provider, client));
        }
        assertUntouchedCellsStay(before, now, where);
      }
    }
  }

  /// The rows that are told to be touched are all that are.
  private static void assertUntouchedCellsStay(Judged before, Judged now, String where) {
    Optional<BitSet> touched = now.matrix.rowsTouchedSince(before.matrix);
    if (touched.isEmpty()) {
      return;
    }
    var waysBefore = new WayMatrix(before.matrix, before.platform);
    var waysNow = new WayMatrix(now.matrix, now.platform);
    for (int row = 0; row < now.functions.size(); row++) {
      for (int column = 0; column < now.functions.size(); column++) {
        boolean mayDiffer = touched.get().get(row) && touched.get().get(column);
        if (!mayDiffer && waysBefore.codeAt(row, column) != waysNow.codeAt(row, column)) {
          throw new AssertionError("%s: %d, %d".formatted(where, row, column));
        }
      }
    }
  }

  @Test
  void functionsThatAreNotReplacedAreTheSameAndStandWhereTheyStood() {
    Laws.over(
        "replaced",
        MACHINES,
        seed -> {
          var edits = new RandomEdits(new Random(seed));
          Platform platform = RandomMachine.of(seed).build();
          for (int step = 0; step < EDITS; step++) {
            if (edits.next(platform).applyTo(platform) instanceof EditResult.Applied done) {
              assertReplacedAreAll(platform.topology(), done.platform().topology());
              platform = done.platform();
            }
          }
        });
  }

  private static void assertReplacedAreAll(Topology before, Topology now) {
    now.replacedSince(before)
        .ifPresent(replaced -> {
          assertThat(now.functions()).hasSameSizeAs(before.functions());
          assertThat(now.hostBridges()).containsExactlyElementsOf(before.hostBridges());
          for (PciFunction function : now.functions()) {
            assertThat(now.parentOf(function.address()))
                .isEqualTo(before.parentOf(function.address()));
            if (!replaced.contains(function)) {
              assertThat(before.at(function.address())).isSameAs(function);
            }
          }
        });
  }
}
