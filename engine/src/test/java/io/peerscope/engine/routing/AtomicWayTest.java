package io.peerscope.engine.routing;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static io.peerscope.engine.routing.Ways.outcome;
import static io.peerscope.engine.routing.Ways.router;
import static io.peerscope.engine.routing.Ways.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.routing.Tlp.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An atomic operation passes where its requester, every port and its target take part.
class AtomicWayTest {

  private static final String ALL =
      "atomics B=send; atomics DP1=route; atomics DP0=route; atomics USP=route; "
          + "atomics RP1=route 32 64; atomics A=32 64; ";

  private static Tlp atomic(Platform platform, String client, String target) {
    Tlp write = write(platform, client, target);
    return Tlp.of(Kind.ATOMIC_OP, write.requester(), write.address(), write.aim());
  }

  @ParameterizedTest(name = "{0} with an operand of {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                       |  0 | delivered
          atomics B=                   |  0 | rejected atomic-requester-disabled
          atomics B=?send              |  0 | undetermined atomic-unknown
          atomics DP1=                 |  0 | rejected atomic-not-routed
          atomics DP0=                 |  0 | rejected atomic-not-routed
          atomics DP0=?route           |  0 | undetermined atomic-unknown
          atomics DP0=route block      |  0 | rejected atomic-egress-blocked
          atomics DP0=route ?block     |  0 | undetermined atomic-unknown
          atomics DP1=route block      |  0 | delivered
          atomics USP=                 |  0 | delivered
          atomics A=                   |  0 | rejected atomic-not-completed
          atomics A=32                 |  0 | undetermined atomic-size-unknown
          atomics A=32                 |  4 | delivered
          atomics A=32                 |  8 | rejected atomic-not-completed
          atomics A=32 64              | 16 | rejected atomic-not-completed
          atomics A=32 64 128          | 16 | delivered
          atomics A=32 ?64             |  0 | undetermined atomic-unknown
          atomics DP1=?route; atomics A= | 0 | rejected atomic-not-completed
          acs DP1=20; vector DP1=01; port DP0=0; atomics DP1=?route | 0 | rejected acs-violation
          """)
  void peerInsideTheSwitch(String change, int operand, String expected) {
    Platform platform = machine(ALL + (change == null ? "" : change)).build();
    Tlp tlp = atomic(platform, "B", "A");

    Route route = router(platform).request(operand == 0 ? tlp : tlp.withOperand(operand));

    assertThat(outcome(route)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "into RAM with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                       | at root complex
          atomics RP1=route            | rejected atomic-not-completed
          atomics RP1=32 64            | at root complex
          atomics RP1=?32 ?64          | undetermined atomic-unknown
          atomics USP=                 | rejected atomic-not-routed
          atomics USP=route block      | rejected atomic-egress-blocked
          """)
  void intoMemoryBehindTheRootPort(String change, String expected) {
    Platform platform = machine(ALL + (change == null ? "" : change)).build();
    Tlp tlp = Tlp.of(Kind.ATOMIC_OP, at(name("B")), Fact.unknown("an IOVA"), new Aim.NoDevice());

    Route route = router(platform).intoMemory(router(platform).request(tlp), tlp);

    assertThat(outcome(route)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "through the root complex with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                 | at root complex
          atomics RP2=           | rejected atomic-not-routed
          atomics RP2=route block | at root complex
          """)
  void upToTheRootComplexOnTheWayToAPeer(String change, String expected) {
    String settings = ALL + "atomics D=send; atomics RP2=route; " + (change == null ? "" : change);
    Platform platform = machine(settings).build();
    Tlp tlp = atomic(platform, "D", "A");

    Route route = router(platform).throughRootComplex(router(platform).request(tlp), tlp);

    assertThat(outcome(route)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "down with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                  | delivered
          atomics RP1=            | rejected atomic-not-routed
          atomics RP1=route block | rejected atomic-egress-blocked
          atomics USP=route block | delivered
          atomics DP0=route block | rejected atomic-egress-blocked
          """)
  void downFromTheRootComplex(String change, String expected) {
    Platform platform = machine(ALL + (change == null ? "" : change)).build();

    Route route =
        router(platform)
            .requestFrom(
                platform.topology().hostBridgeAbove(at(name("A"))).orElseThrow().bus(),
                atomic(platform, "D", "A"));

    assertThat(outcome(route)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"P1, P2", "P1, A"})
  void conventionalPciHasNone(String client, String target) {
    Platform platform = machine(ALL).build();

    assertThat(outcome(router(platform).request(atomic(platform, client, target))))
        .isEqualTo("rejected atomic-conventional");
  }

  @Test
  void whatNoRootPortIsAboveIsLeftOpen() {
    Platform platform = machine("atomics R=send").build();
    Tlp ram = Tlp.of(Kind.ATOMIC_OP, at(name("R")), Fact.unknown("an IOVA"), new Aim.NoDevice());
    Tlp peer = atomic(platform, "R", "A");
    TlpRouter router = router(platform);

    assertThat(outcome(router.intoMemory(router.request(ram), ram)))
        .isEqualTo("undetermined atomic-unknown");
    assertThat(outcome(router.throughRootComplex(router.request(peer), peer)))
        .isEqualTo("at root complex");
  }

  @Test
  void functionWhoseCapabilitiesAreNotToldLeavesItOpen() {
    Platform platform =
        machine("atomics B=send; atomics DP1=route; ?caps DP0; atomics A=32 64").build();

    assertThat(outcome(router(platform).request(atomic(platform, "B", "A"))))
        .isEqualTo("undetermined atomic-unknown");
  }

  /// A port that may not route it does not make a doubt of what goes astray anyway.
  @Test
  void operationThatGoesAstrayIsRefusedWhateverAPortDoes() {
    Platform platform = machine(ALL + "atomics DP1=?route").build();
    Tlp astray =
        Tlp.of(Kind.ATOMIC_OP, at(name("B")), Ways.given(0x2000_0010_0000L), new Aim.Anything());

    assertThat(outcome(router(platform).request(astray))).isEqualTo("misrouted to 0000:03:00.0");
  }
}
