package io.peerscope.engine.isolation;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.SystemFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelBootTest {

  private static final Fact<Integer> UNKNOWN = Fact.unknown("not told");

  /// Firmware value, kernel, arguments, control word of 02:00.0; capability 5f, IOMMU on. Rows
  /// three to five are vectors 77 and 78.
  @ParameterizedTest(name = "{2} on {1} after {0} is {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00 | 6.1  | quiet                                             | 1d
          00 | 6.1  | pci=noats                                         | 1f
          1d | 6.12 | pci=config_acs=0010x@0000:02:00.0                 | 05
          00 | 6.12 | pci=disable_acs_redir=02:00.0                     | 00
          1f | 6.12 | pci=disable_acs_redir=02:00.0                     | 13
          00 | 6.1  | pci=disable_acs_redir=02:00.0                     | 11
          00 | 6.10 | pci=disable_acs_redir=02:00.0                     | 11
          00 | 6.11 | pci=disable_acs_redir=02:00.0                     | 00
          00 | 6.12 | pci=config_acs=x111@02:00.0                       | 07
          00 | 6.12 | pci=config_acs=01xx@02:00.0                       | 04
          00 | 6.12 | pci=config_acs=x@02:00.0                          | 00
          00 | 6.12 | pci=config_acs=@02:00.0                           | 00
          00 | 6.1  | pci=config_acs=x111@02:00.0                       | 1d
          42 | 6.12 | pci=disable_acs_redir=02:00.0,config_acs=1@02:00.0 | 43
          00 | 6.12 | pci=config_acs=1@02:00.0;111@02:00.0              | 01
          00 | 6.12 | pci=config_acs=10000001@02:00.0                   | 1d
          00 | 6.12 | pci=config_acs=02:00.0                            | 1d
          00 | 6.12 | pci=disable_acs_redir=nonsense;02:00.0            | 1d
          00 | 6.12 | pci=disable_acs_redir=01:00.0;02:00.0             | 00
          00 | 6.12 | pci=disable_acs_redir=01:00.0,02:00.0             | 1d
          00 | 6.12 | pci=disable_acs_redir=02:00.0 pci=disable_acs_redir=01:00.0 | 1d
          00 | 6.12 | pci=disable_acs_redir=00:01.0/00.0/00.0           | 00
          00 | 6.12 | pci=disable_acs_redir=00:02.0/00.0/00.0           | 1d
          00 | 6.12 | pci=disable_acs_redir=pci:10b5:8747               | 00
          00 | 6.12 | pci=disable_acs_redir=pci:10b5:0                  | 00
          00 | 6.12 | pci=disable_acs_redir=pci:0:0                     | 00
          00 | 6.12 | pci=disable_acs_redir=pci:10b5:8748               | 1d
          00 | 6.12 | pci=disable_acs_redir=pci:10b5:8747:1028:0        | 1d
          00 | 6.12 | pci=disable_acs_redir=1:02:00.0                   | 1d
          00 | 6.12 | pci=disable_acs_redir=pci:10b5:8747:0:0           | 00
          00 | 6.12 | pci=disable_acs_redir=pci:0:8747                  | 00
          00 | 6.12 | pci=disable_acs_redir=pci:10b5                    | 1d
          00 | 6.12 | pci=disable_acs_redir=pci:10b5:8747:any           | 1d
          00 | 6.12 | pci=disable_acs_redir=102:00.0                    | 1d
          00 | 6.12 | pci=disable_acs_redir=00:01.0/00.0/01.0           | 1d
          00 | 6.12 | pci=disable_acs_redir=00:00.0/01.0/00.0/00.0      | 1d
          20 | 6.12 | intel_iommu=off                                   | 00
          40 | 6.12 | intel_iommu=off                                   | 40
          0140 | 6.12 | intel_iommu=off                                 | 40
          """)
  void controlWordIsThatOfTheKernel(
      String firmware, String kernel, String arguments, String expected) {
    Platform after =
        boot(aSwitch().kernel(kernel), arguments, firmware(Integer.parseInt(firmware, 16)));

    assertThat(acs(after).control().ifKnown()).contains(Integer.parseInt(expected, 16));
  }

  @Test
  void theControlWordOfTheInputDoesNotCount() {
    Platform after = boot(aSwitch().acs("02:00.0", 0x7f).iommu(IommuMode.OFF), "", firmware(0));

    assertThat(acs(after).control().ifKnown()).contains(0);
  }

  @Test
  void bitsThatAnUnknownFirmwareValueDoesNotTouchAreKnown() {
    Platform after = boot(aSwitch(), "pci=disable_acs_redir=02:00.0", UNKNOWN);

    assertThat(acs(after).control().ifKnown()).isEmpty();
    assertThat(acs(after).isEnabled(AcsControl.SOURCE_VALIDATION).ifKnown()).contains(true);
    assertThat(acs(after).isEnabled(AcsControl.P2P_REQUEST_REDIRECT).ifKnown()).contains(false);
    assertThat(acs(after).isEnabled(AcsControl.TRANSLATION_BLOCKING).ifKnown()).isEmpty();
    assertThat(PeerRedirect.of(port(after)).state()).isEqualTo(PeerRedirect.State.OFF);
    assertThat(IommuGroups.predict(after).undetermined()).isEmpty();
  }

  @Test
  void whatAnUnknownFirmwareValueDecidesIsUndetermined() {
    Platform after = boot(aSwitch().kernel("6.12"), "pci=config_acs=xxx1@02:00.0", UNKNOWN);

    assertThat(PeerRedirect.of(port(after)).state()).isEqualTo(PeerRedirect.State.UNTOLD);
    assertThat(IommuGroups.predict(after).undetermined())
        .containsExactly(at("02:00.0"), at("03:00.0"));
  }

  @Test
  void withAnUnknownKernelOnlyWhatAllAgreeOnIsKnown() {
    Platform after = boot(aSwitch().kernelUntold(), "pci=disable_acs_redir=02:00.0", firmware(0));

    assertThat(acs(after).isEnabled(AcsControl.P2P_REQUEST_REDIRECT).ifKnown()).contains(false);
    assertThat(acs(after).isEnabled(AcsControl.SOURCE_VALIDATION).ifKnown()).isEmpty();
  }

  @Test
  void withAnUnknownIommuTheDefaultsAreOpen() {
    Platform after = boot(aSwitch().iommuUntold(), "", firmware(0x04));

    assertThat(acs(after).isEnabled(AcsControl.P2P_REQUEST_REDIRECT).ifKnown()).contains(true);
    assertThat(acs(after).isEnabled(AcsControl.SOURCE_VALIDATION).ifKnown()).isEmpty();
  }

  @Test
  void theOriginTellsWhatTheBootDid() {
    Platform after = boot(aSwitch(), "pci=disable_acs_redir=02:00.0", firmware(0));

    assertThat(((Fact.Known<Integer>) acs(after).control()).origin().toString())
        .contains("firmware left 0x0000 (--firmware-acs)")
        .contains("an IOMMU is on: |= 0x001d")
        .contains("pci=disable_acs_redir=02:00.0");
  }

  @ParameterizedTest(name = "{1} where it was {0} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          translated    | quiet                        | translated
          translated    | iommu=pt                     | passthrough
          translated    | iommu.passthrough=1          | passthrough
          passthrough   | iommu.passthrough=0          | translated
          passthrough   | iommu=nopt                   | translated
          passthrough   | iommu.passthrough=perhaps    | passthrough
          translated    | intel_iommu=strict           | translated
          translated    | iommu=soft                   | translated
          off           | intel_iommu=sm_on            | translated
          translated    | intel_iommu=off              | off
          translated    | iommu=off                    | off
          off           | iommu=pt                     | off
          off           | intel_iommu=on               | translated
          off           | intel_iommu=on iommu=pt      | passthrough
          off           | swiotlb=force                | swiotlb-force
          translated    | swiotlb=65536,force          | translated
          swiotlb-force | quiet                        | swiotlb-force
          unknown       | quiet                        | unknown
          unknown       | intel_iommu=on iommu=pt      | passthrough
          unknown       | intel_iommu=on               | translated
          passthrough   | swiotlb=force                | unknown
          translated    | iommu=pt iommu.passthrough=perhaps | passthrough
          """)
  void argumentsDecideHowDmaIsMapped(String before, String arguments, String expected) {
    PlatformBuilder machine = aSwitch();
    IommuMode.ofSpelling(before).ifPresentOrElse(machine::iommu, machine::iommuUntold);

    Platform after = boot(machine, arguments, UNKNOWN);

    assertThat(after.iommu().ifKnown().map(IommuMode::spelling).orElse("unknown"))
        .isEqualTo(expected);
  }

  @Test
  void whatTheKernelWouldIgnoreIsRemarked() {
    assertThat(KernelArguments.parse("pci=disable_acs_redir=02:00.0,03:00.0").remarks())
        .singleElement()
        .asString()
        .contains("'03:00.0' is ignored");
    assertThat(KernelArguments.parse("pci=nomsi,config_acs=12@02:00.0").remarks())
        .singleElement()
        .asString()
        .contains("'12@02:00.0'");
    assertThat(KernelArguments.parse("pci=disable_acs_redir=02:00.0,nomsi").remarks()).isEmpty();
    assertThat(KernelArguments.parse("root=/dev/sda1 pci=nomsi,noats quiet").remarks()).isEmpty();
  }

  @Test
  void chipsetsWithDoubleWordRegistersAreBootedThere() {
    var bytes = new byte[ConfigSpace.EXTENDED_SIZE];
    bytes[0x148 + 4] = 0x0f;
    var lines = new int[ConfigSpace.EXTENDED_SIZE / 16];
    java.util.Arrays.fill(lines, 1);
    var config = ConfigSpace.takeOver(bytes, lines);
    Platform before =
        aPlatform()
            .rootPort("00:1c.0", 1)
            .id("00:1c.0", "8086:a110")
            .acs("00:1c.0", 0)
            .endpoint("01:00.0")
            .iommu(IommuMode.TRANSLATED)
            .build();
    Platform told =
        before.withTopology(
            before
                .topology()
                .map(each ->
                    each.address().equals(at("00:1c.0"))
                        ? each.withRegisters(each.capabilities(), config)
                        : each));

    Platform after = new KernelBoot(KernelArguments.none(), firmware(0)).of(told);

    assertThat(IommuGroups.predict(told).groups()).hasSize(1);
    assertThat(IommuGroups.predict(after).groups()).hasSize(2);
  }

  /// Only the lower half is what the arguments and the defaults speak of.
  @Test
  void upperHalfOfADoubleWordStays() {
    var bytes = new byte[ConfigSpace.EXTENDED_SIZE];
    bytes[0x148 + 8] = 0x20;
    bytes[0x148 + 10] = (byte) 0xcd;
    bytes[0x148 + 11] = (byte) 0xab;
    var lines = new int[ConfigSpace.EXTENDED_SIZE / 16];
    java.util.Arrays.fill(lines, 1);
    Platform bare = sunrisePoint().build();
    Platform told =
        bare.withTopology(
            bare.topology()
                .map(each ->
                    each.address().equals(at("00:1c.0"))
                        ? each.withRegisters(
                            each.capabilities(), ConfigSpace.takeOver(bytes, lines))
                        : each));

    Platform after = new KernelBoot(KernelArguments.none(), firmware(0x42)).of(told);

    assertThat(after.topology().at(at("00:1c.0")).config().u32(0x148 + 8)).isEqualTo(0xabcd005f);
  }

  @Test
  void doubleWordThatWasNotDumpedStaysUntold() {
    Platform after = boot(sunrisePoint(), "", firmware(0));

    assertThat(IommuGroups.predict(after).undetermined())
        .containsExactly(at("00:1c.0"), at("01:00.0"));
  }

  private static PlatformBuilder sunrisePoint() {
    return aPlatform()
        .rootPort("00:1c.0", 1)
        .id("00:1c.0", "8086:a110")
        .acs("00:1c.0", 0)
        .endpoint("01:00.0")
        .iommu(IommuMode.TRANSLATED);
  }

  /// The chipsets with double words are made by Intel too, and have root ports.
  @Test
  void rootPortsOfOtherIntelChipsetsHaveTheirWord() {
    Platform after =
        boot(aSwitch().acs("00:01.0", 0).id("00:01.0", "8086:2030"), "", firmware(0x02));

    assertThat(
            after
                .topology()
                .at(at("00:01.0"))
                .capabilities()
                .acs()
                .ifKnown()
                .flatMap(acs -> acs)
                .flatMap(acs -> acs.control().ifKnown()))
        .contains(0x1f);
  }

  /// Bits 12:8 are there where bit 7 of the capability says so (PCIe 6.0, 7.7.11).
  @ParameterizedTest
  @CsvSource({"5f, 40", "df, 140"})
  void enhancedControlsStayWhereTheCapabilityHasThem(String supported, String expected) {
    PlatformBuilder machine =
        aSwitch().iommu(IommuMode.OFF).acsSupported("02:00.0", Integer.parseInt(supported, 16));

    assertThat(acs(boot(machine, "", firmware(0x140))).control().ifKnown())
        .contains(Integer.parseInt(expected, 16));
  }

  @Test
  void withoutTheCapabilityWordNoBitIsKnown() {
    Platform bare = aSwitch().build();
    var untold =
        new AccessControlServices(
            0x148, Fact.unknown("not read"), Fact.known(0, told()), Fact.unknown("not read"));
    Platform before =
        bare.withTopology(
            bare.topology()
                .map(each ->
                    each.address().equals(at("02:00.0"))
                        ? each.withRegisters(
                            new Capabilities(List.of(untold), Optional.empty(), Optional.empty()),
                            each.config())
                        : each));

    Platform after = new KernelBoot(KernelArguments.none(), firmware(0)).of(before);

    assertThat(acs(after).control().ifKnown()).isEmpty();
    assertThat(acs(after).isEnabled(AcsControl.P2P_REQUEST_REDIRECT).ifKnown()).isEmpty();
  }

  @Test
  void whyAControlWordIsOpenIsSaid() {
    String argument = "pci=disable_acs_redir=02:00.0";

    assertThat(whyOpen(boot(aSwitch(), "", UNKNOWN))).isEqualTo("not told");
    assertThat(whyOpen(boot(aSwitch().kernelUntold(), argument, firmware(0))))
        .startsWith("it is not known what this boot makes of it (as if booted with --kernel-args")
        .contains(argument);
  }

  private static String whyOpen(Platform platform) {
    return ((Fact.Unknown<Integer>) acs(platform).control()).why();
  }

  /// Groups are there only where an IOMMU is; whether it translates they do not say.
  @Test
  void groupsInTheInputShowThatAnIommuIsOn() {
    Platform bare = aSwitch().iommuUntold().build();
    Platform before =
        bare.withTopology(
            bare.topology().with(List.of(inGroup(bare.topology().at(at("03:00.0")))), List.of()));

    Platform after = new KernelBoot(KernelArguments.none(), firmware(0)).of(before);

    assertThat(acs(after).control().ifKnown()).contains(0x1d);
    assertThat(after.iommu())
        .isEqualTo(Fact.unknown("neither the input nor an argument tells the default domain type"));
  }

  private static PciFunction inGroup(PciFunction function) {
    return function.toBuilder()
        .system(
            new SystemFacts(
                Fact.unknown("not told"),
                Fact.unknown("not told"),
                Fact.known(7, told()),
                Fact.unknown("not told")))
        .build();
  }

  private static GivenByOption told() {
    return new GivenByOption("--test");
  }

  /// Bridges have theirs in a capability (PCI bridge specification 1.2, 3.2.5.14).
  @ParameterizedTest
  @CsvSource({"1028:2001, 00", "1028:0, 00", "1028:2002, 1d"})
  void aBridgeIsNamedByTheSubsystemInItsCapability(String subsystem, String expected) {
    var bytes = new byte[ConfigSpace.CONVENTIONAL_SIZE];
    bytes[0x0e] = 1;
    bytes[0x44] = 0x28;
    bytes[0x45] = 0x10;
    bytes[0x46] = 0x01;
    bytes[0x47] = 0x20;
    var lines = new int[ConfigSpace.CONVENTIONAL_SIZE / 16];
    java.util.Arrays.fill(lines, 1);
    var config = ConfigSpace.takeOver(bytes, lines);
    var named = new UnknownCapability(0x40, OptionalInt.of(0x0d), "", config.slice(0x40, 8));
    Platform machine = aSwitch().kernel("6.12").build();
    Platform with = withRegisters(machine, config, Optional.of(named));
    Platform without = withRegisters(machine, config, Optional.empty());
    var boot =
        new KernelBoot(
            KernelArguments.parse("pci=disable_acs_redir=pci:10b5:8747:" + subsystem), firmware(0));

    assertThat(acs(boot.of(with)).control().ifKnown()).contains(Integer.parseInt(expected, 16));
    assertThat(acs(boot.of(without)).control().ifKnown()).isEmpty();
  }

  private static Platform withRegisters(
      Platform machine, ConfigSpace config, Optional<Capability> more) {
    return machine.withTopology(
        machine
            .topology()
            .map(each ->
                each.address().equals(at("02:00.0"))
                    ? each.withRegisters(
                        new Capabilities(
                            Stream.concat(each.capabilities().all().stream(), more.stream())
                                .toList(),
                            Optional.empty(),
                            Optional.empty()),
                        config)
                    : each));
  }

  @Test
  void aPathThatTheInputDoesNotTellIsUndetermined() {
    PlatformBuilder orphan = aPlatform().hostBridge("00:00.0").downstreamPort("02:00.0", 3);
    orphan.acs("02:00.0", 0).iommu(IommuMode.TRANSLATED).kernel("6.12");

    Platform after = boot(orphan, "pci=disable_acs_redir=01:00.0/00.0", firmware(0));

    assertThat(acs(after).isEnabled(AcsControl.P2P_REQUEST_REDIRECT).ifKnown()).isEmpty();
    assertThat(acs(after).isEnabled(AcsControl.UPSTREAM_FORWARDING).ifKnown()).isEmpty();
  }

  private static PlatformBuilder aSwitch() {
    return aPlatform()
        .rootPort("00:01.0", 1)
        .acs("00:01.0", 0x1d)
        .upstreamPort("01:00.0", 2)
        .downstreamPort("02:00.0", 3)
        .id("02:00.0", "10b5:8747")
        .acs("02:00.0", 0)
        .endpoint("03:00.0")
        .iommu(IommuMode.TRANSLATED);
  }

  private static Fact<Integer> firmware(int word) {
    return Fact.known(word, new GivenByOption("--firmware-acs"));
  }

  private static Platform boot(PlatformBuilder machine, String arguments, Fact<Integer> firmware) {
    return new KernelBoot(KernelArguments.parse(arguments), firmware).of(machine.build());
  }

  private static PciFunction port(Platform platform) {
    return platform.topology().at(at("02:00.0"));
  }

  private static AccessControlServices acs(Platform platform) {
    return port(platform).capabilities().acs().ifKnown().orElseThrow().orElseThrow();
  }
}
