package io.peerscope.engine.check;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddPart;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.AddSwitch;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.edit.SetAcsSupport;
import io.peerscope.engine.edit.SetBar;
import io.peerscope.engine.edit.SetBuses;
import io.peerscope.engine.edit.SetLink;
import io.peerscope.engine.edit.SetWindow;
import io.peerscope.engine.edit.WindowUse;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("peerscope.root", "..")).resolve("sample-topologies");

  private static <T> Fact<T> byHand(T value) {
    return Fact.known(value, new EditedByHand());
  }

  private static Platform after(Platform platform, PlatformEdit... edits) {
    Platform changed = platform;
    for (PlatformEdit edit : edits) {
      EditResult result = edit.applyTo(changed);
      assertThat(result).as("%s", edit).isInstanceOf(EditResult.Applied.class);
      changed = ((EditResult.Applied) result).platform();
    }
    return changed;
  }

  private static Part part(String key) {
    return Part.named(key).orElseThrow();
  }

  /// A switch with a GPU at 03:00.0 and a network card at 04:00.0, as the editor numbers them.
  private static Platform drawn() {
    return after(
        Platform.of(Topology.empty()),
        new AddHostBridge(Optional.empty(), part("intel-xeon")),
        new AddRootPort(at("00:00.0").onBus(), part("root-port-gen5")),
        new AddSwitch(new Place.Below(at("00:01.0")), part("switch-gen5"), 3),
        new AddPart(new Place.Below(at("02:00.0")), part("gpu-h100-sxm")),
        new AddPart(new Place.Below(at("02:01.0")), part("nic-connectx-7")));
  }

  private static List<Finding> findings(Platform platform, String code) {
    return Checks.of(platform).stream().filter(finding -> finding.code().equals(code)).toList();
  }

  private static void mustBeFixedByItsFix(Platform wrong, String code) {
    Finding finding = findings(wrong, code).getFirst();

    assertThat(finding.fixes()).isNotEmpty();
    assertThat(findings(after(wrong, finding.fixes().getFirst()), code))
        .as("%s", finding)
        .isEmpty();
  }

  @Test
  void machineThatTheEditorNumberedIsSound() {
    assertThat(Checks.of(drawn())).isEmpty();
  }

  @Test
  void escapingBusesAreFound() {
    Platform wrong = after(drawn(), new SetBuses(at("02:02.0"), byHand(new BridgeBuses(2, 5, 9))));

    assertThat(findings(wrong, "bus-range-escapes"))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.sentence())
                .isEqualTo(
                    "buses 05-09 of 0000:02:02.0 reach beyond those of 0000:01:00.0 above it"
                        + " (02-05)"));
    mustBeFixedByItsFix(wrong, "bus-range-escapes");
  }

  @Test
  void overlappingBusesAreFound() {
    Platform wrong = after(drawn(), new SetBuses(at("02:00.0"), byHand(new BridgeBuses(2, 3, 4))));

    assertThat(findings(wrong, "bus-ranges-overlap"))
        .extracting(Finding::sentence)
        .containsExactly("0000:02:00.0 and 0000:02:01.0 both lead to bus 04");
  }

  @Test
  void closedWindowAboveABarIsFound() {
    Platform wrong =
        after(
            drawn(),
            new SetWindow(at("02:00.0"), WindowKind.PREFETCHABLE, byHand(Optional.empty())));

    assertThat(findings(wrong, "bar-outside-window"))
        .hasSize(3)
        .allMatch(finding -> finding.functions().contains(at("03:00.0")));
  }

  @Test
  void escapingAndOverlappingWindowsAreFound() {
    var far = new AddressRange(0x3000_0000_0000L, 0x3000_000f_ffffL);
    Platform wrong =
        after(
            drawn(),
            new SetWindow(at("02:02.0"), WindowKind.PREFETCHABLE, byHand(Optional.of(far))));

    assertThat(findings(wrong, "window-escapes")).hasSize(1);

    AddressRange taken =
        WindowUse.of(wrong, at("02:01.0"), WindowKind.PREFETCHABLE).ranges().getFirst();
    Platform clash =
        after(
            wrong,
            new SetWindow(at("02:02.0"), WindowKind.PREFETCHABLE, byHand(Optional.of(taken))));
    assertThat(findings(clash, "windows-overlap")).hasSize(1);
  }

  @Test
  void overlappingBarsAreFoundAndCanBeParted() {
    BusAddress gpu =
        drawn().topology().at(at("03:00.0")).bar(4).orElseThrow().bus().ifKnown().orElseThrow();
    Platform wrong =
        after(
            drawn(),
            new SetBar(at("04:00.0"), 0, BarKind.MEMORY_64, true, byHand(1L << 25), byHand(gpu)));

    assertThat(findings(wrong, "bars-overlap")).hasSize(1);
    mustBeFixedByItsFix(wrong, "bars-overlap");
  }

  @Test
  void acsWhereNoneCanBeIsFound() {
    Platform wrong =
        after(
            drawn(),
            new SetAcsSupport(at("02:00.0"), byHand(Optional.of(0x1f))),
            new SetAcsControl(at("02:00.0"), byHand(0x20)));

    assertThat(findings(wrong, "acs-bit-without-capability"))
        .extracting(Finding::sentence)
        .containsExactly(
            "ACSCtl.EgressCtrl of 0000:02:00.0 is set, but ACSCap says that the function has no such control");
    mustBeFixedByItsFix(wrong, "acs-bit-without-capability");
  }

  @Test
  void linkBeyondItsEndsIsFound() {
    Fact<Link> wide = byHand(new Link("32GT/s", 16));
    Platform wrong =
        after(
            drawn(),
            new SetLink(
                at("03:00.0"), byHand(new Link("16GT/s", 8)), byHand(new Link("16GT/s", 8))),
            new SetLink(at("02:00.0"), wide, wide));

    assertThat(findings(wrong, "link-beyond-its-ends")).hasSize(1);
    mustBeFixedByItsFix(wrong, "link-beyond-its-ends");
  }

  @Test
  void secondDeviceOfALinkIsFound() {
    Platform wrong =
        aPlatform().rootPort("00:01.0", 1).endpoint("01:00.0").endpoint("01:01.0").build();

    assertThat(findings(wrong, "second-device")).hasSize(1);
  }

  @Test
  void missingBridgeIsFound() {
    PlatformBuilder builder =
        aPlatform()
            .rootPort("00:01.0", 1)
            .endpoint("01:00.0")
            .function("09:00.0", FunctionKind.ENDPOINT);

    assertThat(findings(builder.build(), "unreachable"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.functions()).containsExactly(at("09:00.0")));
  }

  @Test
  void twoHostBridgesAtOneCpuAddressAreFound() {
    Platform wrong =
        aPlatform()
            .hostBridge("00:00.0")
            .hostBridge("80:00.0")
            .window("00", 0x9000_0000L, 0x9000_0000L, 0x1000_0000L)
            .window("80", 0x9800_0000L, 0x9800_0000L, 0x1000_0000L)
            .build();

    assertThat(findings(wrong, "host-bridge-windows-overlap")).hasSize(1);
  }

  @Test
  void memoryUnderTheAddressOfABarIsFound() {
    AddressRange bar = new AddressRange(0x2000_0000_0000L, 0x2000_0fff_ffffL);
    Platform wrong =
        drawn()
            .withIommu(byHand(IommuMode.OFF))
            .withMemory(List.of(new MemoryRange(bar, MemoryRange.Kind.RAM, new EditedByHand())));

    assertThat(findings(wrong, "memory-behind-bar")).isNotEmpty();
    assertThat(findings(wrong.withIommu(byHand(IommuMode.TRANSLATED)), "memory-behind-bar"))
        .isEmpty();
  }

  /// RAM that starts at 1 MiB has the bus address 4_0010_0000 below this host bridge; the rest of
  /// it is beyond the range and out of reach.
  @Test
  void memoryThatDevicesSeeElsewhereIsFoundWhereTheySeeIt() {
    PlatformBuilder machine =
        oneCard()
            .bar("01:00.0", 0x4_0010_0000L)
            .iommu(IommuMode.OFF)
            .memory(MemoryRange.Kind.RESERVED, 0, 1L << 40)
            .memory(MemoryRange.Kind.RAM, 0x10_0000, 1L << 32);

    assertThat(findings(machine.build(), "memory-behind-bar")).isEmpty();

    machine.inbound("00", 0, 0x4_0000_0000L, 0x20_0000);
    assertThat(findings(machine.build(), "memory-behind-bar"))
        .extracting(Finding::sentence)
        .containsExactly(
            "devices below the same host bridge reach RAM at bus address 0x400100000, and BAR 0"
                + " of 0000:01:00.0 answers there too");
    assertThat(findings(machine.bar("01:00.0", 0x4_0020_0000L).build(), "memory-behind-bar"))
        .isEmpty();
  }

  private static PlatformBuilder oneCard() {
    return aPlatform().hostBridge("00:00.0").rootPort("00:01.0", 1).endpoint("01:00.0");
  }

  private static Platform read(String text) {
    return PlatformReader.read(List.of(new Input("text", text.getBytes(UTF_8)))).platform();
  }

  @Test
  void barBetweenTheMultiplesOfItsSizeIsFound() {
    Platform wrong = oneCard().bar("01:00.0", 0x2000_0018_0000L).build();

    assertThat(findings(wrong, "bar-misaligned"))
        .extracting(Finding::sentence)
        .containsExactly(
            "BAR 0 of 0000:01:00.0 starts at 0x200000180000, which is no multiple of its size,"
                + " 1 MiB");
  }

  @Test
  void barThatFirmwareLeftWithoutAnAddressIsFound() {
    Platform wrong =
        read(
            """
            01:00.0 VGA compatible controller [0300]: Device [1234:1111]
            \tRegion 0: Memory at <unassigned> (64-bit, prefetchable) [size=16M]
            \tRegion 2: I/O ports at <unassigned> [size=64]
            """);

    assertThat(findings(wrong, "bar-without-address"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.sentence()).contains("BAR 0", "16 MiB"));
  }

  @Test
  void functionThatNoScanFindsIsFound() {
    Platform wrong = aPlatform().rootPort("00:01.0", 1).endpoint("01:00.1").build();

    assertThat(findings(wrong, "no-function-0"))
        .extracting(Finding::sentence)
        .containsExactly("0000:01:00.1 is not found by a scan: its device has no function 0");
  }

  /// A bridge whose bus numbers are not told may be the way.
  @Test
  void missingBridgeIsHardlyWorthAWordWhereBusNumbersAreNotTold() {
    Platform vague =
        read(
            """
            00:01.0 PCI bridge [0604]: Device [8086:1234]
            09:00.0 VGA compatible controller [0300]: Device [1234:1111]
            """);

    assertThat(findings(vague, "unreachable"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFO);
  }

  @Test
  void acsOfAFunctionThatCannotHaveItIsFound() {
    Platform wrong =
        aPlatform()
            .hostBridge("00:00.0")
            .rootPort("00:01.0", 1)
            .bridge("01:00.0", FunctionKind.PCIE_TO_PCI_BRIDGE, 2)
            .acs("01:00.0", 0)
            .build();

    assertThat(findings(wrong, "acs-where-none-can-be")).hasSize(1);
    mustBeFixedByItsFix(wrong, "acs-where-none-can-be");
  }

  @Test
  void busNumbersThatLeadNowhereAreFound() {
    Platform wrong =
        read(
            """
            02:00.0 PCI bridge [0604]: Device [8086:1234]
            \tBus: primary=02, secondary=01, subordinate=01, sec-latency=0
            02:01.0 PCI bridge [0604]: Device [8086:1234]
            \tBus: primary=02, secondary=08, subordinate=05, sec-latency=0
            """);

    assertThat(findings(wrong, "bus-not-below"))
        .extracting(Finding::sentence)
        .containsExactly(
            "secondary bus 01 of 0000:02:00.0 is not above its own bus, so nothing below it is"
                + " found");
    assertThat(findings(wrong, "bus-range-empty"))
        .extracting(Finding::sentence)
        .containsExactly("subordinate bus 05 of 0000:02:01.0 is below its secondary bus 08");
  }

  @Test
  void linkFasterThanItsSlowerEndIsFoundWhicheverEndThatIs() {
    Fact<Link> fast = byHand(new Link("32GT/s", 8));
    Fact<Link> slow = byHand(new Link("16GT/s", 8));

    assertThat(
            findings(
                after(
                    drawn(),
                    new SetLink(at("02:00.0"), slow, slow),
                    new SetLink(at("03:00.0"), fast, fast)),
                "link-beyond-its-ends"))
        .extracting(Finding::sentence)
        .singleElement()
        .asString()
        .startsWith("the link of 0000:03:00.0 runs at");
    assertThat(
            findings(
                after(
                    drawn(),
                    new SetLink(at("02:00.0"), slow, slow),
                    new SetLink(at("03:00.0"), Fact.unknown("not told"), fast)),
                "link-beyond-its-ends"))
        .isEmpty();
  }

  @Test
  void shippedSamplesHaveNoErrors() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      List<Path> samples = files.filter(file -> file.toString().endsWith(".txt")).toList();

      assertThat(samples)
          .hasSize(10)
          .allSatisfy(file -> {
            byte[] text = Files.readString(file).getBytes(UTF_8);
            Platform platform =
                PlatformReader.read(List.of(new Input(file.toString(), text))).platform();
            assertThat(Checks.of(platform))
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
          });
    }
  }

  @Test
  void noMachineIsTooStrangeToCheck() {
    Laws.over(
        "checks", 1_000, seed -> assertThat(Checks.of(RandomMachine.of(seed).build())).isNotNull());
  }
}
