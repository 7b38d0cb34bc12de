package io.peerscope.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The matrix of every booted machine is the kernel's own.
class OracleMatrixTest {

  @Test
  void everyPairIsAnsweredAsTheKernelAnsweredIt() {
    List<OracleCase> cases = OracleCase.all();
    assumeTrue(!cases.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    var wrong = new ArrayList<String>();
    long pairs = 0;

    for (OracleCase machine : cases) {
      Set<String> expected = new TreeSet<>(machine.lines("expected.tsv.gz"));
      Set<String> actual = matrix(machine.platform());
      pairs += expected.size();
      expected.stream()
          .filter(line -> !actual.contains(line))
          .limit(5)
          .forEach(line -> wrong.add(machine + " expected " + line));
      actual.stream()
          .filter(line -> !expected.contains(line))
          .limit(5)
          .forEach(line -> wrong.add(machine + " answered " + line));
    }

    System.out.printf("%d machines, %d pairs, %d wrong%n", cases.size(), pairs, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(pairs).isGreaterThan(700_000);
  }

  static Set<String> matrix(Platform platform) {
    P2pMatrix matrix =
        new LinuxP2pdma(platform)
            .matrix(platform.topology().functions().stream().map(PciFunction::address).toList());
    var lines = new TreeSet<String>();
    for (int row = 0; row < matrix.functions().size(); row++) {
      for (int column = 0; column < matrix.functions().size(); column++) {
        lines.add(line(matrix, row, column));
      }
    }
    return lines;
  }

  private static String line(P2pMatrix matrix, int row, int column) {
    return String.join(
        "\t",
        matrix.functions().get(row).toString(),
        matrix.functions().get(column).toString(),
        matrix.typeAt(row, column).map(P2pMapType::name).orElse("UNDETERMINED"),
        String.valueOf(matrix.distanceAt(row, column).orElse(-1)));
  }
}
