package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxP2pdmaTest {

  private static P2pDecision decide(Platform platform, String provider, String client) {
    return new LinuxP2pdma(platform).decide(at(name(provider)), at(name(client)));
  }

  private static String answer(P2pDecision decision) {
    String type =
        switch (decision.type()) {
          case Fact.Known<P2pMapType>(var known, _) ->
              switch (known) {
                case BUS_ADDR -> "BUS";
                case THRU_HOST_BRIDGE -> "THRU";
                case NOT_SUPPORTED -> "NO";
              };
          case Fact.Unknown<P2pMapType> _ -> "?";
        };
    return type + " " + decision.distance().map(String::valueOf).orElse("?");
  }

  // Rows of other kernels than 6.1 stand here with the answer of 6.1, whose list is shorter.
  @ParameterizedTest(name = "{0}: {1} <- {2} with {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
           1 | A    | A    |                                              | BUS 0
           2 | A    | A    | acs A=04                                     | NO 0
           2 | A    | A    | acs A=04; cpu AuthenticAMD/0x17              | THRU 0
           3 | C0   | C1   |                                              | BUS 2
           4 | C0   | C1   | acs DP2=1d                                   | NO 2
           5 | C0   | C1   | acs C1=04                                    | NO 2
           6 | A    | B    |                                              | BUS 4
           7 | A    | B    | acs RP1=1d                                   | BUS 4
           8 | A    | B    | acs DP0=04                                   | NO 4
           9 | A    | B    | acs DP1=08                                   | NO 4
          10 | A    | B    | acs DP1=20                                   | NO 4
          11 | A    | B    | acs DP1=13                                   | BUS 4
          12 | A    | B    | acs USP=04                                   | NO 4
          13 | A    | B    | acs DP0=1d; acs DP1=1d; cpu AuthenticAMD/23  | THRU 4
          14 | A    | B    | acs DP0=1d; acs DP1=1d; id H=8086:2f00       | THRU 4
          15 | A    | E    |                                              | BUS 6
          16 | E    | F    |                                              | BUS 4
          17 | E    | B    | acs DP3=04                                   | NO 6
          18 | E    | F    | acs DP3=04                                   | BUS 4
          19 | A    | D    |                                              | NO 6
          20 | A    | D    | id H=8086:09a2                               | THRU 6
          21 | A    | D    | id H=8086:3c00                               | THRU 6
          22 | A    | G    | id H=8086:3c00; id H1=8086:3c00              | NO 6
          23 | A    | G    | no H; id RP1=8086:2030; no H1; id RP5=8086:2033 | THRU 6
          24 | A    | G    | id H=8086:09a2; id H1=8086:3456              | NO 6
          25 | A    | G    | cpu AuthenticAMD/0x17                        | THRU 6
          25 | A    | G    | cpu AuthenticAMD/0x1a                        | THRU 6
          26 | A    | G    | cpu AuthenticAMD/0x16                        | NO 6
          27 | A    | G    | cpu HygonGenuine/0x18                        | NO 6
          28 | M0   | M1   |                                              | BUS 2
          29 | M0   | M1   | acs RP3=1d                                   | NO 2
          30 | R    | R2   |                                              | NO 2
          31 | R    | A    | id H=8086:09a2                               | THRU 5
          32 | R    | R2   | no H; rciep X; id X=8086:0b25                | NO 2
          33 | Av1  | Av2  |                                              | BUS 2
          34 | Av1  | A    |                                              | BUS 2
          35 | Av1  | B    |                                              | BUS 4
          36 | A    | DMA  |                                              | BUS 4
          37 | A    | DMA  | acs RP1=1d                                   | NO 4
          38 | P1   | P2   |                                              | BUS 2
          39 | V1   | V2   | id V1rp=8086:2030                            | THRU 4
          40 | V1   | V2   | id V1rp=8086:352a                            | NO 4
          41 | V1   | A    | id H=8086:09a2; id V1rp=8086:352a            | NO 6
          42 | V1   | A    | cpu AuthenticAMD/0x17                        | THRU 6
          43 | A    | D    | id H=1ae0:abcd                               | NO 6
          44 | A    | D    | no H; id RP1=10de:2f95                       | NO 6
          45 | A    | G    | id H=1d17:1008; id H1=1d17:1008              | NO 6
          47 | A    | D    | no H; rciep X; id X=8086:2030                | NO 6
          48 | A    | D    | id H=8086:4c43                               | NO 6
          49 | RP1  | A    |                                              | BUS 3
          49 | DP0  | B    |                                              | BUS 3
          50 | A    | B    | acs A=40                                     | BUS 4
          50 | A    | B    | acs DP0=40; acs DP1=02                       | BUS 4
          """)
  void decidesAsLinux61(
      int number, String provider, String client, String settings, String expected) {
    Platform platform = machine(settings == null ? "" : settings).build();

    assertThat(answer(decide(platform, provider, client))).isEqualTo(expected);
    assertThat(answer(decide(platform, client, provider))).as("mirrored").isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} <- {1} with {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A  | B  | ?acs DP0                          | ? 4   | acs-unknown
          A  | B  | ?acs DP0; acs DP1=04              | NO 4  | acs-redirect
          A  | B  | ?acs DP0; acs DP1=04; ?cpu        | ? 4   | cpu-unknown
          A  | B  | ?acs RP1                          | BUS 4 | common-bridge
          A  | B  | ?cpu                              | BUS 4 | common-bridge
          A  | D  | ?cpu                              | ? 6   | cpu-unknown
          A  | D  | ?cpu; id H=8086:09a2              | THRU 6 | host-bridge-listed
          A  | D  | ?acs DP0                          | NO 6  | host-bridge-not-listed
          A  | D  | ?id H                             | ? 6   | host-bridge-unknown
          A  | D  | ?id H; cpu AuthenticAMD/0x19      | THRU 6 | cpu-zen
          A  | G  |                                   | NO 6  | host-bridge-crossing
          A  | G  | ?id H                             | NO 6  | host-bridge-crossing
          A  | G  | ?id H; id H1=8086:09a2            | ? 6   | host-bridge-unknown
          A  | G  | firmware PowerNV                  | ? 6   | platform-rule-not-modelled
          A  | D  | firmware PowerNV                  | NO 6  | host-bridge-not-listed
          A  | B  | kernel 5.4                        | ? ?   | no-profile
          A  | B  | kernel 6.12                       | BUS 4 | common-bridge
          """)
  void answersUnknownOnlyWhereTheMissingFactDecides(
      String provider, String client, String settings, String expected, String code) {
    P2pDecision decision =
        decide(machine(settings == null ? "" : settings).build(), provider, client);

    assertThat(answer(decision)).isEqualTo(expected);
    assertThat(decision.reason().code()).isEqualTo(code);
  }

  @Test
  void saysThatItTookTheNewestRulesWhereTheKernelIsNotTold() {
    P2pDecision decision = decide(machine("?kernel").build(), "A", "B");

    assertThat(answer(decision)).isEqualTo("BUS 4");
    assertThat(decision.reason().because())
        .extracting(reason -> reason.code())
        .contains("kernel-assumed");
  }

  @Test
  void namesTheRegisterBitThatRedirects() {
    P2pDecision decision = decide(machine("acs DP0=1d").build(), "A", "B");

    assertThat(decision.reason().evidence())
        .extracting(
            fact -> fact.about() + " " + fact.name() + "=" + fact.value() + " " + fact.source())
        .containsExactly(
            "0000:02:00.0 ACSCtl.ReqRedir=1 test.txt:1",
            "0000:02:00.0 ACSCtl.CmpltRedir=1 test.txt:1");
  }

  @Test
  void doesNotCountStepsThroughABridgeThatIsMissing() {
    Platform platform =
        aPlatform()
            .hostBridge("00:00.0")
            .rootPort("00:01.0", 1)
            .endpoint("01:00.0")
            .endpoint("33:00.0")
            .build();

    P2pDecision decision = decide(platform, "33:00.0", "01:00.0");

    assertThat(answer(decision)).isEqualTo("? ?");
    assertThat(decision.reason().code()).isEqualTo("hierarchy-unknown");
  }

  @Test
  void doubtsARootDeviceWhoseTypeIsNotTold() {
    Platform platform =
        aPlatform()
            .bridge("00:01.0", FunctionKind.BRIDGE, 1)
            .id("00:01.0", "8086:2030")
            .endpoint("01:00.0")
            .bridge("00:02.0", FunctionKind.ROOT_PORT, 2)
            .endpoint("02:00.0")
            .build();

    assertThat(answer(decide(platform, "01:00.0", "02:00.0"))).isEqualTo("? 4");
  }

  @Test
  void matrixOfAMachineWithoutRulesIsUnknown() {
    Platform platform = machine("kernel 4.20").build();

    P2pMatrix matrix =
        new LinuxP2pdma(platform)
            .matrix(platform.topology().functions().stream().map(PciFunction::address).toList());

    assertThat(matrix.typeAt(0, 0)).isEmpty();
    assertThat(matrix.distanceAt(0, 0)).isEmpty();
  }
}
