package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The matrix of all pairs, and what of it is kept after an edit.
class P2pMatrixTest {

  private static List<PciAddress> functions(String... names) {
    return Stream.of(names).map(name -> at(name(name))).toList();
  }

  private static P2pMatrix matrix(PlatformBuilder machine, String... names) {
    return new LinuxP2pdma(machine.build()).matrix(functions(names));
  }

  @Test
  void rowsAndColumnsAreTheFunctionsInTheOrderAskedFor() {
    assertThat(matrix(machine(), "C0", "A", "G").functions()).isEqualTo(functions("C0", "A", "G"));
  }

  @Test
  void answerThatNoPairHasIsNotCounted() {
    assertThat(matrix(machine("kernel 6.1"), "A", "G").count())
        .isEqualTo(Map.of(P2pMapType.NOT_SUPPORTED, 2L));
  }

  @Test
  void nothingIsKnownOfAPairWhoseHierarchyIsNotTold() {
    P2pMatrix untold = matrix(machine("no RP2"), "A", "D", "B");

    assertThat(untold.typeAt(0, 1)).isEmpty();
    assertThat(untold.typeAt(1, 0)).isEmpty();
    assertThat(untold.reasonCodeAt(0, 1)).isEqualTo("hierarchy-unknown");
    assertThat(untold.distanceAt(0, 1)).isEmpty();
    assertThat(untold.distanceAt(1, 0)).isEmpty();
    assertThat(untold.distanceAt(0, 2)).hasValue(4);
  }

  /// The smallest tree there is: one bit of ACS in it changes all that there is to say.
  @Test
  void editOfATreeOfTwoTellsInTheirCells() {
    PlatformBuilder pair = aPlatform().hostBridge("00:00.0").endpoint("00:01.0");
    pair.rootPort("00:02.0", 1).endpoint("01:00.0");
    P2pMatrix before = matrix(pair, "00:02.0", "01:00.0");
    pair.acs("00:02.0", 0x04);
    P2pMatrix edited =
        new LinuxP2pdma(pair.build()).matrix(functions("00:02.0", "01:00.0"), before);

    assertThat(before.typeAt(0, 1)).contains(P2pMapType.BUS_ADDR);
    assertThat(edited.typeAt(0, 1)).isEqualTo(matrix(pair, "00:02.0", "01:00.0").typeAt(0, 1));
    assertThat(edited.typeAt(0, 1)).isNotEqualTo(before.typeAt(0, 1));
  }

  /// All but one function of a tree are edited at once.
  @Test
  void editOfTwoOfThreeTellsInAllCells() {
    String[] all = {"00:02.0", "01:00.0", "01:00.1"};
    PlatformBuilder three = aPlatform().hostBridge("00:00.0").rootPort("00:02.0", 1);
    three.endpoint("01:00.0").endpoint("01:00.1");
    P2pMatrix before = matrix(three, all);
    three.acs("00:02.0", 0x04).acs("01:00.1", 0x04);
    P2pMatrix edited = new LinuxP2pdma(three.build()).matrix(functions(all), before);

    assertThat(types(edited)).isEqualTo(types(matrix(three, all))).isNotEqualTo(types(before));
  }

  /// What is asked for are endpoints, what is edited is a port between them.
  @Test
  void editOfAPortTellsInTheCellsOfWhatIsBelowIt() {
    String[] endpoints = {"DMA", "A", "B", "C0", "C1", "E", "F"};
    for (String port : new String[] {"DP0", "DP1", "DP2", "DP3", "DPx0", "DPx1"}) {
      P2pMatrix before = matrix(machine(), endpoints);
      PlatformBuilder redirecting = machine("acs " + port + "=04");
      P2pMatrix edited = new LinuxP2pdma(redirecting.build()).matrix(functions(endpoints), before);

      assertThat(types(edited)).as(port).isEqualTo(types(matrix(redirecting, endpoints)));
      assertThat(types(edited)).as(port).isNotEqualTo(types(before));
    }
  }

  private static List<Optional<P2pMapType>> types(P2pMatrix matrix) {
    int size = matrix.functions().size();
    return IntStream.range(0, size * size)
        .mapToObj(cell -> matrix.typeAt(cell / size, cell % size))
        .toList();
  }
}
