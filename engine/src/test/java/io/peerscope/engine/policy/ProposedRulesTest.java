package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.fact.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules that were proposed and that no tree has taken, each as its own code tests it.
class ProposedRulesTest {

  private static String decide(String settings, String provider, String client) {
    P2pDecision decision =
        new LinuxP2pdma(machine(settings).build()).decide(at(name(provider)), at(name(client)));
    return decision.type().ifKnown().map(Enum::name).orElseGet(() -> decision.reason().code());
  }

  /// The table of the proposal's own tests: control word of DP1, whether its vector has a bit for
  /// DP0, and that bit. The root complex is trusted, so what is not direct goes through it.
  @ParameterizedTest(name = "ACSCtl {0}, vector {1}")
  @CsvSource({
    "00, 00, BUS_ADDR",
    "04, 00, THRU_HOST_BRIDGE",
    "08, 00, THRU_HOST_BRIDGE",
    "0c, 00, THRU_HOST_BRIDGE",
    "04, 01, THRU_HOST_BRIDGE",
    "00, 01, BUS_ADDR",
    "20, 01, THRU_HOST_BRIDGE",
    "28, 01, THRU_HOST_BRIDGE",
    "24, 01, THRU_HOST_BRIDGE",
    "2c, 01, THRU_HOST_BRIDGE",
    "20, 00, BUS_ADDR",
    "24, 00, BUS_ADDR",
    "28, 00, THRU_HOST_BRIDGE",
    "2c, 00, THRU_HOST_BRIDGE",
  })
  void egressVectorCountsWhereTheWaysPart(String control, String vector, String expected) {
    String settings =
        "kernel proposed-acs-egress; cpu AuthenticAMD/0x19; acs DP1=%s; vector DP1=%s; port DP0=0"
            .formatted(control, vector);

    assertThat(decide(settings, "A", "B")).isEqualTo(expected);
    assertThat(decide(settings, "B", "A")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP1=20; vector DP1=00; port DP0=8 | THRU_HOST_BRIDGE
          acs DP1=20; cap DP1=5f; port DP0=0    | THRU_HOST_BRIDGE
          acs DP1=20; vector DP1=00             | acs-unknown
          acs DP1=20; cap DP1=7f; port DP0=0    | acs-unknown
          acs B=20                              | BUS_ADDR
          acs USP=20                            | BUS_ADDR
          acs USP=04                            | THRU_HOST_BRIDGE
          ?acs DP1                              | acs-unknown
          ?acs B                                | acs-unknown
          """)
  void egressControlCountsNowhereElse(String settings, String expected) {
    assertThat(decide("kernel proposed-acs-egress; cpu AuthenticAMD/0x19; " + settings, "A", "B"))
        .isEqualTo(expected);
  }

  @Test
  void whatTheVectorBlocksIsRefusedOnlyByTheRootComplex() {
    String settings = "kernel proposed-acs-egress; acs DP1=20; vector DP1=01; port DP0=0";

    assertThat(decide(settings, "A", "B")).isEqualTo("NOT_SUPPORTED");
  }

  @ParameterizedTest(name = "{0}: A for B {1}, B for A {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acs DP1=04 | THRU_HOST_BRIDGE | BUS_ADDR
          acs DP1=20 | THRU_HOST_BRIDGE | BUS_ADDR
          acs DP1=08 | BUS_ADDR         | THRU_HOST_BRIDGE
          acs DP1=53 | BUS_ADDR         | BUS_ADDR
          acs USP=0c | BUS_ADDR         | BUS_ADDR
          acs A=0c   | BUS_ADDR         | BUS_ADDR
          ?acs DP1   | acs-unknown      | acs-unknown
          acs DP1=24; acsknown DP1=04 | THRU_HOST_BRIDGE | acs-unknown
          """)
  void requestsAreJudgedOnTheClientsSideAndCompletionsOnTheProviders(
      String settings, String forward, String backward) {
    String all = "kernel proposed-tlp-classes; cpu AuthenticAMD/0x19; " + settings;

    assertThat(decide(all, "A", "B")).isEqualTo(forward);
    assertThat(decide(all, "B", "A")).isEqualTo(backward);
  }

  @ParameterizedTest(name = "{0}: {1} <- {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                 | A | B | BUS_ADDR
                                 | A | D | hmat-unknown
                                 | A | G | hmat-unknown
          acs DP1=04             | A | B | hmat-unknown
          id H=8086:09a2         | A | D | THRU_HOST_BRIDGE
          cpu AuthenticAMD/0x19  | A | G | THRU_HOST_BRIDGE
          ?acs DP1               | A | B | acs-unknown
          """)
  void firmwareTableMayPermitWhatNothingElseDoes(
      String settings, String provider, String client, String expected) {
    String all = "kernel proposed-hmat; " + (settings == null ? "" : settings);

    assertThat(decide(all, provider, client)).isEqualTo(expected);
  }

  /// The proposals were made on top of different trees.
  @Test
  void rowsOfTheMaintainersAreOnlyInWhatWasMadeFromTheirTree() {
    String nvidia = "; no H; id RP1=10de:2f95";

    assertThat(decide("kernel proposed-tlp-classes" + nvidia, "A", "D"))
        .isEqualTo("THRU_HOST_BRIDGE");
    assertThat(decide("kernel proposed-acs-egress" + nvidia, "A", "D")).isEqualTo("NOT_SUPPORTED");
  }

  @Test
  void vectorBitOfAPortWithoutToldAcsIsNotToldEither() {
    Reason reason =
        new LinuxP2pdma(machine("kernel proposed-acs-egress; ?acs DP1; port DP0=0").build())
            .decide(at(name("A")), at(name("B")))
            .reason();

    assertThat(reason.evidence())
        .extracting(fact -> fact.name() + "=" + fact.value())
        .containsExactly(
            "ACSCtl.EgressCtrl=unknown",
            "ACSCtl.ReqRedir=unknown",
            "ACSCtl.CmpltRedir=unknown",
            "egress vector bit of 0000:02:00.0=UNTOLD");
  }

  /// The functions of a device have no port number, nor has an endpoint inside a switch.
  @Test
  void egressVectorHasNoBitForWhatIsNoPort() {
    String zen = "kernel proposed-acs-egress; cpu AuthenticAMD/0x19; ";

    assertThat(decide(zen + "acs M0=20; cap M0=7f", "M0", "M1")).isEqualTo("THRU_HOST_BRIDGE");
    assertThat(decide(zen + "rciep 02:05.0; acs DP0=20; vector DP0=00", "A", "02:05.0"))
        .isEqualTo("THRU_HOST_BRIDGE");
  }

  @Test
  void allPortsThatKeepTrafficOffTheDirectWayAreNamed() {
    String settings = "kernel proposed-tlp-classes; acs DP1=04; acs DP0=08";

    assertThat(
            new LinuxP2pdma(machine(settings).build())
                .decide(at(name("A")), at(name("B")))
                .reason()
                .text())
        .isEqualTo(
            "0000:02:01.0 (ACSCtl.ReqRedir) and 0000:02:00.0 (ACSCtl.CmpltRedir) keep peer traffic"
                + " off the direct way");
  }

  /// Bits that are clear do not keep anything off the direct way, and are not named.
  @Test
  void egressControlAndItsVectorBitAreNamedWhereTheyDecide() {
    Reason reason =
        new LinuxP2pdma(
                machine("kernel proposed-acs-egress; acs DP1=20; vector DP1=01; port DP0=0")
                    .build())
            .decide(at(name("A")), at(name("B")))
            .reason();

    assertThat(reason.text())
        .isEqualTo(
            "0000:02:01.0 keeps peer traffic off the direct way (ACSCtl.EgressCtrl, egress vector"
                + " bit of 0000:02:00.0)");
    assertThat(reason.evidence())
        .extracting(fact -> fact.name() + "=" + fact.value())
        .containsExactly("ACSCtl.EgressCtrl=1", "egress vector bit of 0000:02:00.0=SET");
  }
}
