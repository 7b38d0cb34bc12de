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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A listing that tells less of a booted machine never turns one definite answer into another.
class OraclePoorerInputTest {

  private static final int EVERY = 6;
  private static final long SEED = 20_260_722L;

  /// What a listing may lack.
  record Loss(String what, UnaryOperator<List<String>> change) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Loss> losses() {
    return List.of(
        new Loss("hex", lines -> without(lines, OraclePoorerInputTest::isHexRow)),
        new Loss("text", lines -> without(lines, line -> line.startsWith("\t"))),
        new Loss(
            "text and extended space",
            lines -> without(lines, line -> line.startsWith("\t") || isRowFrom(line, 0x100))),
        new Loss(
            "text and all but the header",
            lines -> without(lines, line -> line.startsWith("\t") || isRowFrom(line, 0x40))),
        new Loss(
            "hex and acs lines",
            lines ->
                without(
                    lines,
                    line ->
                        isHexRow(line) || line.contains("ACSCtl:") || line.contains("ACSCap:"))),
        new Loss(
            "hex and lines of vv",
            lines -> without(lines, line -> isHexRow(line) || line.startsWith("\t\t"))),
        new Loss("hex and rights", OraclePoorerInputTest::withoutRights),
        new Loss(
            "all but header lines",
            lines -> without(lines, line -> !line.matches("[0-9a-f]{4,}:.*"))),
        new Loss("hex and columns from 60", lines -> cutAt(60, lines)),
        new Loss("hex and columns from 34", lines -> cutAt(34, lines)),
        new Loss("hex and terminal of 44 columns", lines -> brokenAt(44, lines)),
        new Loss("a bridge", lines -> withoutBridges(lines, 1)),
        new Loss("two bridges", lines -> withoutBridges(lines, 2)),
        new Loss("first function", lines -> lines.subList(lines.indexOf("") + 1, lines.size())),
        new Loss(
            "hex and empty lines",
            lines -> without(lines, line -> isHexRow(line) || line.isEmpty())),
        new Loss(
            "hex and end",
            lines -> {
              List<String> text = without(lines, OraclePoorerInputTest::isHexRow);
              return text.subList(0, text.size() * 2 / 3);
            }),
        new Loss("hex and all from the last acs", OraclePoorerInputTest::beforeLastAcs),
        new Loss("end", lines -> lines.subList(0, lines.size() * 2 / 3)));
  }

  private static boolean isHexRow(String line) {
    return line.matches("[0-9a-f]{2,3}: .*");
  }

  private static boolean isRowFrom(String line, int offset) {
    return isHexRow(line) && Integer.parseInt(line.substring(0, line.indexOf(':')), 16) >= offset;
  }

  private static List<String> without(List<String> lines, Predicate<String> dropped) {
    return lines.stream().filter(dropped.negate()).toList();
  }

  private static List<String> cutAt(int width, List<String> lines) {
    return without(lines, OraclePoorerInputTest::isHexRow).stream()
        .map(line -> line.substring(0, Math.min(line.length(), width)))
        .toList();
  }

  private static List<String> beforeLastAcs(List<String> lines) {
    List<String> text = without(lines, OraclePoorerInputTest::isHexRow);
    int last = text.size();
    for (int at = 0; at < text.size(); at++) {
      last = text.get(at).contains("Access Control Services") ? at : last;
    }
    return text.subList(0, last);
  }

  /// As a terminal copies it: the rest of a long line is a line of its own.
  private static List<String> brokenAt(int width, List<String> lines) {
    var broken = new ArrayList<String>();
    for (String line : without(lines, OraclePoorerInputTest::isHexRow)) {
      for (int at = 0; at == 0 || at < line.length(); at += width) {
        broken.add(line.substring(at, Math.min(line.length(), at + width)));
      }
    }
    return broken;
  }

  private static List<String> withoutBridges(List<String> lines, int count) {
    var random = new Random(SEED);
    var poorer = new ArrayList<String>(lines);
    for (int n = 0; n < count; n++) {
      List<String> bridges = poorer.stream().filter(line -> line.contains(" [0604]:")).toList();
      if (bridges.isEmpty()) {
        break;
      }
      int start = poorer.indexOf(bridges.get(random.nextInt(bridges.size())));
      int length = poorer.subList(start, poorer.size()).indexOf("");
      poorer.subList(start, length < 0 ? poorer.size() : start + length + 1).clear();
    }
    return poorer;
  }

  private static List<String> withoutRights(List<String> lines) {
    var poorer = new ArrayList<String>();
    boolean denied = false;
    for (String line : lines) {
      boolean capability = line.startsWith("\tCapabilities:");
      if (capability && !denied) {
        poorer.add("\tCapabilities: <access denied>");
      }
      denied = capability || (denied && line.startsWith("\t\t"));
      if (!denied && !isHexRow(line)) {
        poorer.add(line);
      }
    }
    return poorer;
  }

  private static List<OracleCase> machines() {
    List<OracleCase> all = OracleCase.all();
    assumeTrue(!all.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    return Stream.iterate(0, at -> at < all.size(), at -> at + EVERY).map(all::get).toList();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossTurnsAnswersIntoUndeterminedOnly(Loss loss) {
    var wrong = new ArrayList<String>();
    int compared = 0;

    for (OracleCase machine : machines()) {
      List<String> lines = machine.lines("lspci.txt.gz");
      compared +=
          compare(
              machine.platform(lines),
              machine.platform(loss.change().apply(lines)),
              machine,
              wrong);
    }

    System.out.printf("%s: %d pairs compared, %d wrong%n", loss, compared, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(compared).isPositive();
  }

  private static int compare(Platform richer, Platform poorer, Object machine, List<String> wrong) {
    List<PciFunction> both =
        richer.topology().functions().stream()
            .filter(function -> poorer.topology().find(function.address()).isPresent())
            .toList();
    var functions = both.stream().map(PciFunction::address).toList();
    P2pMatrix before = new LinuxP2pdma(richer).matrix(functions);
    P2pMatrix after = new LinuxP2pdma(poorer).matrix(functions);
    for (int row = 0; row < functions.size(); row++) {
      for (int column = 0; column < functions.size(); column++) {
        Optional<P2pMapType> type = after.typeAt(row, column);
        OptionalInt distance = after.distanceAt(row, column);
        boolean typeTurned = type.isPresent() && !type.equals(before.typeAt(row, column));
        boolean distanceTurned =
            distance.isPresent() && !distance.equals(before.distanceAt(row, column));
        if (typeTurned || distanceTurned) {
          wrong.add(
              "%s %s <- %s: %s %s became %s %s"
                  .formatted(
                      machine,
                      functions.get(row),
                      functions.get(column),
                      before.typeAt(row, column),
                      before.distanceAt(row, column),
                      type,
                      distance));
        }
      }
    }
    return functions.size() * functions.size();
  }
}
