package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What an edit made of the pairs, told as comparing them one by one would.
class MatrixChangesTest {

  private static final List<PciAddress> FUNCTIONS = functions("A", "B", "C0", "E", "D", "M0", "G");

  private static List<PciAddress> functions(String... names) {
    return Stream.of(names).map(name -> at(name(name))).toList();
  }

  private static P2pMatrix matrix(String settings, List<PciAddress> functions) {
    return new LinuxP2pdma(machine(settings).build()).matrix(functions);
  }

  @Test
  void nothingBecameOfWhatIsAsBefore() {
    assertThat(told("kernel 6.1", "kernel 6.1")).isEmpty();
  }

  @Test
  void pairsBecomeUndeterminedWhereAKernelHasNoRulesAndKnownAgainWhereItHas() {
    assertThat(told("kernel 6.1", "kernel 4.19")).containsOnlyKeys(Optional.empty());
    assertThat(told("kernel 4.19", "kernel 6.1"))
        .doesNotContainKey(Optional.empty())
        .containsKey(Optional.of(P2pMapType.BUS_ADDR));
    assertThat(told("kernel 4.19", "kernel 4.19")).isEmpty();
  }

  @Test
  void pairsOfATreeFollowItsRedirects() {
    assertThat(told("kernel 6.1", "kernel 6.1; acs DP1=04"))
        .containsOnlyKeys(Optional.of(P2pMapType.NOT_SUPPORTED));
  }

  /// A proposed kernel asks more than the redirect bits: its cells cannot be compared.
  @Test
  void pairsFollowAKernelThatLooksAtTheWholeWay() {
    assertThat(told("kernel 6.1", "kernel proposed-acs-egress; acs DP1=04")).isNotEmpty();
    assertThat(told("kernel proposed-acs-egress; acs DP1=04", "kernel 6.1")).isNotEmpty();
  }

  /// Two cards that change places in a tree that stays as it is.
  @Test
  void pairsFollowFunctionsThatChangePlaces() {
    P2pMatrix then = matrix("kernel 6.1; acs DP1=04", FUNCTIONS);

    assertThat(then.becameSince(then, new int[] {1, 0, 2, 3, 4, 5, 6})).isNotEmpty();
    for (int[] places :
        List.of(new int[] {1, 0, 2, 3, 4, 5, 6}, new int[] {3, 1, -1, 0, 4, 5, 6})) {
      assertThat(then.becameSince(then, places)).isEqualTo(eachPair(then, then, places));
    }
  }

  /// A card goes into another tree, or comes from one.
  @Test
  void pairsFollowAFunctionIntoAnotherTree() {
    P2pMatrix then = matrix("kernel 6.1", FUNCTIONS);

    for (int[] places : List.of(new int[] {4, 1, 2, 3, 0, 5, 6}, new int[] {0, 6, 2, 3, 4, 5, 1})) {
      assertThat(then.becameSince(then, places))
          .isNotEmpty()
          .isEqualTo(eachPair(then, then, places));
    }
  }

  private static Map<Optional<P2pMapType>, Long> told(String before, String after) {
    P2pMatrix then = matrix(before, FUNCTIONS);
    P2pMatrix now = new LinuxP2pdma(machine(after).build()).matrix(FUNCTIONS, then);
    int[] same = IntStream.range(0, FUNCTIONS.size()).toArray();
    Map<Optional<P2pMapType>, Long> became = now.becameSince(then, same);
    assertThat(became).isEqualTo(eachPair(then, now, same));
    return became;
  }

  /// The long way.
  static Map<Optional<P2pMapType>, Long> eachPair(P2pMatrix then, P2pMatrix now, int[] places) {
    Map<Optional<P2pMapType>, Long> became = new HashMap<>();
    for (int row = 0; row < places.length; row++) {
      for (int column = 0; column < places.length; column++) {
        if (row != column && places[row] >= 0 && places[column] >= 0) {
          Optional<P2pMapType> type = now.typeAt(places[row], places[column]);
          if (!type.equals(then.typeAt(row, column))) {
            became.merge(type, 1L, Long::sum);
          }
        }
      }
    }
    return became;
  }
}
