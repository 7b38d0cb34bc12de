package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.isolation.GroupAnswer.InGroup;
import io.peerscope.engine.isolation.GroupAnswer.Undetermined;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IommuGroupsTest {

  /// What Linux sets on every port when an IOMMU is on.
  private static final String ALL_PORTS =
      "acs RP1=1d; acs RP2=1d; acs RP3=1d; acs RP4=1d; acs RP5=1d; acs DP0=1d; acs DP1=1d;"
          + "acs DP2=1d; acs DP3=1d; acs DPx0=1d; acs DPx1=1d;";

  /// Vectors 73 to 76, and what differs from them by one thing. USP is alone in its device.
  @ParameterizedTest(name = "{1} with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no DMA                         | A
          no DMA                         | Av1
          no DMA                         | B
          no DMA                         | E
          no DMA                         | F
          no DMA                         | D
          no DMA                         | G
          no DMA                         | RP1
          no DMA                         | USP
          no DMA                         | DP0
          no DMA                         | C0 C1
          no DMA                         | BR P1 P2
          no DMA                         | M0 M1
          no DMA; acs RP2=00             | RP2 D
          no DMA; acs RP2=0d             | RP2 D
          no DMA; acs RP2=0d; cap RP2=0f | D
          no DMA; acs DP0=00; acs DP1=00 | DP0 A Av1 Av2
          no DMA; acs DP0=00; acs DP1=00 | DP1 B
          no DMA; acs DP3=00             | DP3 USPx DPx0 DPx1 E F
          no DMA; acs C0=0c; cap C0=0c; acs C1=0c; cap C1=0c | C0
          acs A=00                       | USP DMA DP0 DP1 DP2 DP3 A Av1 Av2 B C0 C1 USPx DPx0 DPx1 E F
          acs USP=1d; acs DMA=1d         | A
          no DMA; id R=8086:28c0         | R V1rp V2rp V1 V2
          """)
  void functionsAreTogether(String settings, String group) {
    assertThat(groupOf(machine(ALL_PORTS + settings), group.split(" ", 2)[0]))
        .isEqualTo(names(group));
  }

  @Test
  void rootPortsOfOneSlotWithoutAcsAreOneGroupWithAllBelow() {
    PlatformBuilder machine =
        aPlatform()
            .rootPort("00:1c.0", 1)
            .rootPort("00:1c.4", 2)
            .rootPort("00:1d.0", 3)
            .endpoint("01:00.0")
            .endpoint("02:00.0")
            .endpoint("03:00.0");

    assertThat(groupOf(machine, "00:1c.0")).isEqualTo(names("00:1c.0 00:1c.4 01:00.0 02:00.0"));
    assertThat(groupOf(machine, "00:1d.0")).isEqualTo(names("00:1d.0 03:00.0"));
  }

  @Test
  void everythingBehindAConventionalBridgeIsInItsGroup() {
    PlatformBuilder machine =
        aPlatform()
            .bridge("00:1e.0", FunctionKind.PCI_BRIDGE, 1)
            .function("01:00.0", FunctionKind.PCI_DEVICE)
            .bridge("01:01.0", FunctionKind.PCI_TO_PCIE_BRIDGE, 2)
            .endpoint("02:00.0");

    assertThat(groupOf(machine, "02:00.0")).isEqualTo(names("00:1e.0 01:00.0 01:01.0 02:00.0"));
    assertThat(reasonOf(machine, "02:00.0").code()).isEqualTo("joins-alias");
  }

  @Test
  void integratedEndpointsOfOneDeviceAreTogetherUnlessIntelMadeThem() {
    PlatformBuilder machine =
        aPlatform()
            .integratedEndpoint("00:08.0")
            .integratedEndpoint("00:08.1")
            .integratedEndpoint("00:09.0")
            .integratedEndpoint("00:09.1")
            .id("00:08.0", "1022:1480")
            .id("00:08.1", "1022:1481");

    assertThat(groupOf(machine, "00:08.0")).isEqualTo(names("00:08.0 00:08.1"));
    assertThat(groupOf(machine, "00:09.0")).isEqualTo(names("00:09.0"));
  }

  @Test
  void adapterThatBorrowsARequesterIdIsInTheLendersGroup() {
    PlatformBuilder machine =
        aPlatform()
            .rootPort("00:01.0", 1)
            .acs("00:01.0", 0x1d)
            .endpoint("01:00.0")
            .endpoint("01:00.1")
            .acs("01:00.0", 0x0c)
            .acsSupported("01:00.0", 0x0c)
            .acs("01:00.1", 0x0c)
            .acsSupported("01:00.1", 0x0c);

    assertThat(groupOf(machine, "01:00.1")).isEqualTo(names("01:00.1"));
    assertThat(groupOf(machine.id("01:00.0", "1b4b:9230"), "01:00.1"))
        .isEqualTo(names("01:00.0 01:00.1"));
  }

  @Test
  void portsThatLinuxKnowsBetterNeedNoCapability() {
    PlatformBuilder machine = aPlatform().rootPort("00:01.0", 1).endpoint("01:00.0");

    assertThat(groupOf(machine.id("00:01.0", "1d17:0725"), "01:00.0")).isEqualTo(names("01:00.0"));
    assertThat(groupOf(machine.id("00:01.0", "1d17:0001"), "01:00.0"))
        .isEqualTo(names("00:01.0 01:00.0"));
  }

  @Test
  void intelPchPortsAreUndeterminedWithoutTheChipsetRegister() {
    PlatformBuilder machine =
        aPlatform().rootPort("00:1c.0", 1).id("00:1c.0", "8086:1c10").endpoint("01:00.0");

    assertThat(undetermined(machine)).isEqualTo(names("00:1c.0 01:00.0"));
    assertThat(missingFacts(machine, "01:00.0")).contains("RCBA of 0000:00:1f.0");
  }

  @Test
  void aSouthbridgeIsJudgedByTheProcessor() {
    PlatformBuilder machine =
        aPlatform()
            .function("00:14.0", FunctionKind.PCI_DEVICE)
            .function("00:14.2", FunctionKind.PCI_DEVICE)
            .id("00:14.0", "1002:4385")
            .id("00:14.2", "1002:4383");

    assertThat(groupOf(machine.cpu("AuthenticAMD/0x15"), "00:14.0")).isEqualTo(names("00:14.0"));
    assertThat(groupOf(machine.cpu("GenuineIntel/6"), "00:14.0"))
        .isEqualTo(names("00:14.0 00:14.2"));
    assertThat(undetermined(machine.cpuUntold())).isEqualTo(names("00:14.0 00:14.2"));
  }

  @Test
  void theReasonNamesThePortAndTheBitsItLacks() {
    Reason reason = reasonOf(machine(ALL_PORTS + "no DMA; acs RP2=11"), "D");

    assertThat(reason.code()).isEqualTo("joins-port");
    assertThat(reason.because())
        .singleElement()
        .satisfies(cause -> {
          assertThat(cause.text()).isEqualTo("0000:00:02.0 does not set ReqRedir, CmpltRedir");
          assertThat(cause.evidence().getFirst())
              .isEqualTo(new Evidence("0000:00:02.0", "ACSCtl.ReqRedir", "0", "test.txt:1"));
        });
  }

  @Test
  void theReasonNamesTheSibling() {
    Reason reason = reasonOf(machine(ALL_PORTS + "no DMA"), "M1");

    assertThat(reason.code()).isEqualTo("joins-function");
    assertThat(reason.text()).contains("0000:11:00.0");
    assertThat(reason.because()).extracting(Reason::code).containsOnly("acs-missing");
  }

  @Test
  void anUnknownPortMakesItselfAndWhatIsBelowUndetermined() {
    PlatformBuilder machine = machine(ALL_PORTS + "no DMA; id R=8086:28c0; ?acs RP2");

    assertThat(undetermined(machine)).isEqualTo(names("RP2 D"));
    assertThat(missingFacts(machine, "D")).containsOnly("ACSCtl");
  }

  @Test
  void anUnknownThatDecidesNothingDoesNoHarm() {
    assertThat(
            undetermined(machine(ALL_PORTS + "no DMA; id R=8086:28c0; ?acs D; ?acs A; ?header D")))
        .isEmpty();
    assertThat(undetermined(machine(ALL_PORTS + "no DMA; acs RP1=00; ?acs DP0")))
        .doesNotContainAnyElementsOf(names("RP1 USP DP1"));
  }

  @Test
  void aMachineReadWithoutBridgesSaysSo() {
    PlatformBuilder machine =
        aPlatform().hostBridge("00:00.0").endpoint("05:00.0").endpoint("06:00.0");

    assertThat(undetermined(machine)).contains(at("05:00.0"), at("06:00.0"));
  }

  @Test
  void aVmdDomainWithoutItsVmdFunctionIsUndetermined() {
    assertThat(undetermined(machine(ALL_PORTS + "no DMA"))).isEqualTo(names("V1rp V2rp V1 V2"));
  }

  @Test
  void aVmdFunctionThatMayHaveOpenedADomainMayShareAGroupWithIt() {
    assertThat(undetermined(machine(ALL_PORTS + "no DMA; id R=8086:28c0; id R2=8086:28c0")))
        .isEqualTo(names("R R2 V1rp V2rp V1 V2"));
  }

  /// Bus 3 is among those of USP, and the port that leads to it is missing.
  @Test
  void aFunctionSomewhereBelowABridgeMayShareGroupsOnlyAroundIt() {
    assertThat(undetermined(machine(ALL_PORTS + "no DMA; id R=8086:28c0; no DP0")))
        .isEqualTo(names("RP1 USP DP1 DP2 DP3 A Av1 Av2 B C0 C1 USPx DPx0 DPx1 E F"));
  }

  /// Whatever the port above them does, neither of the two keeps peers apart.
  @Test
  void functionsOfOneDeviceAreTogetherWhereverItIs() {
    PlatformBuilder machine = aPlatform().endpoint("05:00.0").endpoint("05:00.1");

    assertThat(groupOf(machine, "05:00.0")).isEqualTo(names("05:00.0 05:00.1"));
    assertThat(undetermined(machine.endpoint("06:00.0")))
        .isEqualTo(names("05:00.0 05:00.1 06:00.0"));
  }

  @Test
  void aPlatformWithGroupsOfItsOwnIsUndetermined() {
    PlatformBuilder machine = aPlatform().rootPort("00:01.0", 1).firmware("PowerNV");

    assertThat(undetermined(machine)).isEqualTo(names("00:01.0"));
    assertThat(reasonOf(machine, "00:01.0").because())
        .extracting(Reason::code)
        .containsExactly("platform-rule-not-modelled");
  }

  /// `quirk_mic_x200_dma_alias`, `quirk_pex_vca_alias` of `drivers/pci/quirks.c`.
  @ParameterizedTest
  @CsvSource({
    "8086:2260, 01:00.0 01:10.0 01:11.0 01:12.3",
    "8086:2954, 01:00.0 01:06.4 01:10.0 01:11.0 01:12.3",
    "8086:2959, 01:00.0 01:06.4 01:10.0 01:11.0 01:12.3",
  })
  void bridgesToOtherMachinesBorrowIdsOfTheWholeBus(String id, String group) {
    PlatformBuilder machine =
        aPlatform()
            .rootPort("00:01.0", 1)
            .acs("00:01.0", 0x1d)
            .endpoint("01:00.0")
            .id("01:00.0", id)
            .endpoint("01:06.4")
            .endpoint("01:07.5")
            .endpoint("01:10.0")
            .endpoint("01:11.0")
            .endpoint("01:12.3");

    assertThat(groupOf(machine, "01:00.0")).isEqualTo(names(group));
    assertThat(groupOf(machine, "01:07.5")).isEqualTo(names("01:07.5"));
  }

  @ParameterizedTest
  @CsvSource({
    "8086:1234, joins-alias",
    "14e4:9084, joins-port",
    "1a03:1150, joins-port",
  })
  void aBridgeThatKeepsRequesterIdsTiesNobodyToItselfByThem(String id, String code) {
    PlatformBuilder machine =
        aPlatform()
            .bridge("00:01.0", FunctionKind.PCIE_TO_PCI_BRIDGE, 1)
            .id("00:01.0", id)
            .function("01:00.0", FunctionKind.PCI_DEVICE);

    assertThat(reasonOf(machine, "01:00.0").code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"1, 01:00.0", "0, 00:1c.0 01:00.0"})
  void intelPchPortsFollowTheChipsetRegister(int rcba, String group) {
    var bytes = new byte[ConfigSpace.CONVENTIONAL_SIZE];
    bytes[0xf0] = (byte) rcba;
    var lines = new int[ConfigSpace.CONVENTIONAL_SIZE / 16];
    Arrays.fill(lines, 1);
    Platform platform =
        aPlatform()
            .rootPort("00:1c.0", 1)
            .id("00:1c.0", "8086:1c10")
            .endpoint("00:1f.0")
            .endpoint("01:00.0")
            .build();
    Platform told =
        platform.withTopology(
            platform
                .topology()
                .map(each ->
                    each.address().equals(at("00:1f.0"))
                        ? each.withRegisters(
                            each.capabilities(), ConfigSpace.takeOver(bytes, lines))
                        : each));

    assertThat(IommuGroups.predict(told).groups()).containsValue(names(group));
  }

  @Test
  void aSouthbridgeThatMayNotBeOnARootBusIsUndetermined() {
    PlatformBuilder machine =
        aPlatform()
            .cpu("AuthenticAMD/0x15")
            .hostBridge("00:00.0")
            .endpoint("05:00.0")
            .function("05:14.0", FunctionKind.PCI_DEVICE)
            .function("05:14.2", FunctionKind.PCI_DEVICE)
            .id("05:14.0", "1002:4385")
            .id("05:14.2", "1002:4383");

    assertThat(undetermined(machine)).contains(at("05:14.0"), at("05:14.2"));
    assertThat(missingFacts(machine, "05:14.2")).contains("place");
  }

  @Test
  void functionsOfUnknownPlaceMayOnlyShareGroupsOfTheirOwnDomain() {
    PlatformBuilder machine =
        aPlatform()
            .rootPort("00:01.0", 1)
            .acs("00:01.0", 0x1d)
            .endpoint("01:00.0")
            .hostBridge("0001:00:00.0")
            .endpoint("0001:05:00.0");

    assertThat(undetermined(machine))
        .contains(at("0001:05:00.0"))
        .allMatch(address -> address.domain() == 1);
    assertThat(groupOf(machine, "01:00.0")).isEqualTo(names("01:00.0"));
  }

  private static List<PciAddress> names(String text) {
    return Arrays.stream(text.split(" ", -1)).map(each -> at(name(each))).sorted().toList();
  }

  private static List<PciAddress> groupOf(PlatformBuilder machine, String function) {
    var groups = IommuGroups.predict(machine.build());
    return switch (answer(groups, function)) {
      case InGroup(int number, _) -> Optional.ofNullable(groups.groups().get(number)).orElseThrow();
      case Undetermined(var reason) -> throw new AssertionError("undetermined: " + reason);
    };
  }

  private static Reason reasonOf(PlatformBuilder machine, String function) {
    return answer(IommuGroups.predict(machine.build()), function).reason();
  }

  private static GroupAnswer answer(IommuGroups groups, String function) {
    return Optional.ofNullable(groups.answers().get(at(name(function)))).orElseThrow();
  }

  private static List<PciAddress> undetermined(PlatformBuilder machine) {
    return IommuGroups.predict(machine.build()).undetermined();
  }

  private static List<String> missingFacts(PlatformBuilder machine, String function) {
    return facts(reasonOf(machine, function))
        .filter(fact -> fact.value().equals("unknown"))
        .map(Evidence::name)
        .toList();
  }

  private static Stream<Evidence> facts(Reason reason) {
    return Stream.concat(
        reason.evidence().stream(), reason.because().stream().flatMap(IommuGroupsTest::facts));
  }
}
