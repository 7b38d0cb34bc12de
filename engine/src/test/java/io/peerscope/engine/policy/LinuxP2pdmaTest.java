package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
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
          A  | G  | ?id H1; id H=8086:09a2            | ? 6   | host-bridge-unknown
          A  | G  | firmware PowerNV                  | NO 6  | host-bridge-crossing
          A  | G  | firmware CHRP                     | ? 6   | platform-rule-not-modelled
          A  | D  | firmware PowerNV                  | NO 6  | host-bridge-not-listed
          A  | B  | kernel 4.19                       | ? ?   | no-profile
          A  | D  | kernel 4.20                       | NO 6  | no-common-bridge
          A  | B  | kernel 5.2; acs DP0=04            | NO 4  | acs-redirect
          A  | D  | kernel 5.2; id H=1022:1450        | THRU 4102 | host-bridge-listed
          A  | D  | kernel 5.2; id H=1022:1450; iommu passthrough | NO 6 | iommu-present
          A  | D  | kernel 5.2; id H=1022:1450; ?iommu | ? ?  | iommu-unknown
          A  | D  | kernel 5.2; ?id H; ?iommu         | ? ?   | host-bridge-unknown
          A  | D  | kernel 5.2; ?iommu                | NO 6  | host-bridge-not-listed
          A  | D  | kernel 5.4; ?cpu                  | NO 6  | host-bridge-not-listed
          A  | D  | kernel 5.18; no H; id RP1=8086:2030 | NO 6 | host-bridge-not-listed
          A  | D  | kernel 5.18; no H; ?id RP1        | NO 6  | host-bridge-not-listed
          A  | D  | no H; ?id RP1                     | ? 6   | host-bridge-unknown
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

  /// Whoever asks about the root complex alone is told as much about the kernel.
  @Test
  void wayThroughTheRootComplexRestsOnTheSameKernel() {
    var untold = new LinuxP2pdma(machine("?kernel").build());
    var tooOld = new LinuxP2pdma(machine("kernel 4.19").build());

    assertThat(untold.decideThroughRootComplex(at(name("A")), at(name("B"))).reason().because())
        .extracting(reason -> reason.code())
        .contains("kernel-assumed");
    assertThat(tooOld.decideThroughRootComplex(at(name("A")), at(name("B"))))
        .isEqualTo(tooOld.decide(at(name("A")), at(name("B"))));
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

    P2pDecision decision = decide(platform, "01:00.0", "02:00.0");

    assertThat(answer(decision)).isEqualTo("? 4");
    assertThat(decision.reason().text())
        .isEqualTo(
            "whether 0000:00:01.0, the first function of root bus 0000:00, is a root port is not"
                + " told");
  }

  /// A row that holds inside one host bridge only is named with its flag.
  @ParameterizedTest
  @CsvSource({
    "8086:2f00, Intel Xeon E5/E7 v3 (Haswell) (REQ_SAME)",
    "8086:2030, Intel Skylake-E root port A",
  })
  void rowThatVouchesIsNamedAsItIs(String id, String row) {
    assertThat(decide(machine("id H=" + id).build(), "A", "D").reason().evidence())
        .filteredOn(fact -> fact.name().equals("host-bridge row " + id))
        .extracting(fact -> fact.value())
        .containsExactly(row);
  }

  @Test
  void matrixOfAMachineWithoutRulesIsUnknown() {
    Platform platform = machine("kernel 4.19").build();

    P2pMatrix matrix =
        new LinuxP2pdma(platform)
            .matrix(platform.topology().functions().stream().map(PciFunction::address).toList());

    assertThat(matrix.typeAt(0, 0)).isEmpty();
    assertThat(matrix.distanceAt(0, 0)).isEmpty();
    assertThat(matrix.reasonCodeAt(0, 0)).isEqualTo("no-profile");
    assertThat(matrix.count()).isEmpty();
  }

  @Test
  void functionThatIsNotThereIsNamed() {
    Platform platform = machine().build();

    assertThatThrownBy(() -> decide(platform, "A", "99:00.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no function 0000:99:00.0");
  }

  /// The list is asked about the first function of the bus, which may be a root port or not.
  @ParameterizedTest
  @CsvSource({"FUNCTION, ?", "ROOT_PORT, THRU", "RC_INTEGRATED_ENDPOINT, NO"})
  void firstFunctionOfTheBusCountsByWhatItIs(FunctionKind kind, String expected) {
    Platform platform =
        machine("no H").function("00:00.2", kind).id("00:00.2", "8086:09a2").build();

    assertThat(answer(decide(platform, "A", "D"))).isEqualTo(expected + " 6");
  }

  @Test
  void oneEndWhoseHierarchyIsNotToldLeavesThePairOpen() {
    assertThat(decide(machine("no RP2").build(), "A", "D").reason().text())
        .isEqualTo("what is above 0000:10:00.0 is not told");
    assertThat(decide(machine("no RP2").build(), "D", "A").reason().text())
        .isEqualTo("what is above 0000:10:00.0 is not told");
  }

  @Test
  void functionAboveTheOtherIsNamedAsSuch() {
    for (String[] pair : List.of(new String[] {"DP0", "A"}, new String[] {"A", "DP0"})) {
      assertThat(decide(machine().build(), pair[0], pair[1]).reason().text())
          .isEqualTo("0000:02:00.0 is above 0000:03:00.0 and no port on the way redirects");
    }
    assertThat(decide(machine().build(), "A", "A").reason().text())
        .isEqualTo("client and target are one function, and its ACS redirects nothing");
  }

  @Test
  void hostBridgeThatIsNotListedForCrossingIsNamed() {
    assertThat(decide(machine("id H=8086:2030").build(), "A", "G").reason().text())
        .endsWith("and Linux 6.1 does not list 0000:40 for crossing");
    assertThat(decide(machine("id H1=8086:2030").build(), "A", "G").reason().text())
        .endsWith("and Linux 6.1 does not list 0000:00 for crossing");
    assertThat(decide(machine().build(), "A", "G").reason().text())
        .endsWith("and Linux 6.1 lists neither for crossing");
  }
}
