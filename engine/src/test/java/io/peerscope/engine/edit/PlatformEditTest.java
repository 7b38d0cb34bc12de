package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.aBlankPage;
import static io.peerscope.engine.edit.Editing.at;
import static io.peerscope.engine.edit.Editing.below;
import static io.peerscope.engine.edit.Editing.bus;
import static io.peerscope.engine.edit.Editing.on;
import static io.peerscope.engine.edit.Editing.part;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.EditResult.Rejected;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformEditTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("peerscope.root", "..")).resolve("sample-topologies");

  private static <T> Fact<T> byHand(T value) {
    return Fact.known(value, new EditedByHand());
  }

  private static Editing oneSwitch() {
    return aBlankPage().socket(0).rootPort(0, 1).addSwitch("00:01.0", 4);
  }

  private static Platform sample(String name) throws IOException {
    byte[] text = Files.readString(SAMPLES.resolve(name + ".txt")).getBytes(UTF_8);
    return PlatformReader.read(List.of(new Input(name, text))).platform();
  }

  private static Bar bar(Editing editing, String function, int index) {
    return editing.platform().topology().at(at(function)).bar(index).orElseThrow();
  }

  private static AddressRange window(Editing editing, String bridge, WindowKind kind) {
    return WindowUse.of(editing.platform(), at(bridge), kind).ranges().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu-h100-sxm       | 03:00.0 | 0000:03:00.0 (endpoint) has no port to put anything below it",
        "gpu-h100-sxm       | 02:00.0 | the link below 0000:02:00.0 already leads to 0000:03:00.0, and a link has one device",
        "gpu-h100-sxm       | 01:00.0 | below the upstream port 0000:01:00.0 is the inside of a switch: only downstream ports sit there",
        "pci-cx23880        | 02:01.0 | a PCI device needs a conventional PCI bus; put a PCIe-to-PCI bridge below 0000:02:01.0 first",
        "vmd                | 02:01.0 | an RC integrated endpoint is part of the root complex and sits on a root bus",
        "gpu-h100-sxm       | 77:00.0 | there is no function 0000:77:00.0",
        "switch-gen5        | 02:01.0 | Broadcom PEX890xx switch is added with its ports",
      })
  void illegalDropSaysWhy(String part, String place, String sentence) {
    Editing editing = oneSwitch().add("gpu-h100-sxm", "02:00.0");

    assertThat(editing.refusalOf(new AddPart(below(place), part(part)))).isEqualTo(sentence);
  }

  @Test
  void rootPortAndSwitchAndEndpointKnowTheirPlaces() {
    Editing editing = oneSwitch();

    assertThat(editing.refusalOf(new MoveSubtree(at("00:01.0"), below("02:00.0"))))
        .isEqualTo("0000:00:01.0 cannot hang below itself");
    assertThat(editing.rootPort(0, 2).refusalOf(new MoveSubtree(at("00:02.0"), below("02:00.0"))))
        .isEqualTo("a root port sits on a root bus");
    assertThat(editing.refusalOf(new AddSwitch(below("01:00.0"), part("switch-gen5"), 2)))
        .contains("only downstream ports");
    assertThat(editing.refusalOf(new AddPart(new Place.OnRootBus(bus(0)), part("gpu-h100-sxm"))))
        .isEqualTo(
            "an endpoint needs a root port above it; only what is part of the root complex sits on a root bus");
  }

  @Test
  void thirtyThirdDeviceOfARootBusIsRefused() {
    Editing editing = aBlankPage().socket(0);
    for (int device = 1; device < 32; device++) {
      editing.rootPort(0, device);
    }

    assertThat(editing.refusalOf(new AddRootPort(bus(0), part("root-port-gen5"))))
        .isEqualTo("root bus 0000:00 already has 32 devices");
  }

  @Test
  void domainHas256Buses() {
    Editing editing = aBlankPage().socket(0);
    for (int device = 1; device < 9; device++) {
      editing.rootPort(0, device);
      editing.addSwitch(editing.added().toString(), 26);
    }

    editing.rootPort(0, 9);
    EditResult result =
        new AddSwitch(new Place.Below(editing.added()), part("switch-gen5"), 32)
            .applyTo(editing.platform());

    assertThat(result).isInstanceOf(Rejected.class);
  }

  @Test
  void conventionalDevicesHangBelowAPciBridge() {
    Editing editing = oneSwitch().add("pcie-to-pci-bridge", "02:03.0");
    String bridge = editing.added().toString();

    editing.add("pci-cx23880", bridge).add("pci-cx23880", bridge);

    assertThat(editing.added().device()).isEqualTo(1);
    assertThat(editing.findings()).isEmpty();
  }

  @Test
  void importedMachineKeepsItsNumbersWhenSomethingIsAdded() throws IOException {
    Platform before = sample("09-eight-gpus");
    Editing editing = on(before);

    editing.rootPort(0, 5).add("gpu-h100-sxm", "00:05.0");

    for (PciFunction function : before.topology().functions()) {
      assertThat(editing.platform().topology().at(function.address())).isEqualTo(function);
    }
    assertThat(editing.findings()).isEmpty();
    assertThat(editing.added()).isEqualTo(at("0d:00.0"));
    assertThat(bar(editing, "0d:00.0", 2).bus().ifKnown()).isPresent();
  }

  @Test
  void importedMachineIsOnlyRenumberedWhenTheUserSaysSo() throws IOException {
    Editing editing = on(sample("09-eight-gpus")).make(new RemoveSubtree(at("06:00.0")));
    EditResult result =
        new AddSwitch(below("02:03.0"), part("switch-gen5"), 4).applyTo(editing.platform());

    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).fixes()).containsExactly(new Renumber(bus(0)));

    editing.make(new Renumber(bus(0)));
    editing.make(new AddSwitch(below("02:03.0"), part("switch-gen5"), 4));
    assertThat(editing.last().moved()).containsEntry(at("07:00.0"), at("0c:00.0"));
  }

  @Test
  void movedSubtreeGetsAddressesOfItsNewPlaceAndNobodyElseMoves() {
    Editing editing = oneSwitch().add("gpu-h100-sxm", "02:00.0").add("nic-connectx-7", "02:01.0");
    PciFunction nic = editing.platform().topology().at(at("04:00.0"));

    editing.make(new MoveSubtree(at("03:00.0"), below("02:03.0")));

    assertThat(editing.last().moved())
        .containsExactlyEntriesOf(Map.of(at("03:00.0"), at("06:00.0")));
    assertThat(editing.platform().topology().at(at("04:00.0"))).isEqualTo(nic);
    assertThat(editing.findings()).isEmpty();
  }

  @Test
  void connectingMovesLikeADragAndSaysSo() {
    Editing moved = oneSwitch().add("gpu-h100-sxm", "02:00.0");
    Editing connected = oneSwitch().add("gpu-h100-sxm", "02:00.0");

    moved.make(new MoveSubtree(at("03:00.0"), below("02:03.0")));
    connected.make(new Connect(at("03:00.0"), below("02:03.0")));

    assertThat(connected.platform()).isEqualTo(moved.platform());
    assertThat(connected.last().name()).isEqualTo("connect NVIDIA H100 SXM5 80GB to 0000:02:03.0");
  }

  @Test
  void copyGetsFreshAddresses() {
    Editing editing = oneSwitch().add("gpu-h100-sxm", "02:00.0");

    editing.make(new DuplicateSubtree(at("03:00.0"), below("02:01.0")));

    assertThat(editing.added()).isEqualTo(at("04:00.0"));
    assertThat(bar(editing, "04:00.0", 2).bus()).isNotEqualTo(bar(editing, "03:00.0", 2).bus());
  }

  @Test
  void subtreeCanBePastedIntoAnotherMachine() throws IOException {
    Subtree copied = Subtree.of(sample("09-eight-gpus"), at("01:00.0"));
    Editing editing = aBlankPage().socket(0).rootPort(0, 1);

    editing.make(new PasteSubtree(copied, below("00:01.0")));

    assertThat(editing.last().added()).hasSize(9);
    assertThat(editing.findings()).isEmpty();
    assertThat(editing.platform().topology().functions())
        .filteredOn(function -> function.kind() == FunctionKind.ENDPOINT)
        .hasSize(4)
        .allSatisfy(function ->
            assertThat(function.bars()).allMatch(bar -> bar.bus().ifKnown().isPresent()));
  }

  @Test
  void pinnedBarStaysAndOthersGoRoundIt() {
    Editing editing = oneSwitch().add("gpu-h100-sxm", "02:00.0");
    long pinned = 0x2100_0000_0000L;

    editing.make(
        new SetBar(
            at("03:00.0"),
            2,
            BarKind.MEMORY_64,
            true,
            byHand(1L << 37),
            byHand(new BusAddress(pinned))));
    editing.add("gpu-h100-sxm", "02:01.0").make(new Renumber(bus(0)));

    assertThat(bar(editing, "03:00.0", 2).bus().ifKnown()).contains(new BusAddress(pinned));
    assertThat(window(editing, "00:01.0", WindowKind.PREFETCHABLE).contains(pinned)).isTrue();
  }

  @Test
  void whatDoesNotFitIsAFindingWithBridgeAndBytes() {
    Editing editing = oneSwitch().add("gpu-h100-sxm", "02:00.0");
    AddressRange pinned = window(editing, "00:01.0", WindowKind.PREFETCHABLE);

    editing
        .make(new SetWindow(at("00:01.0"), WindowKind.PREFETCHABLE, byHand(Optional.of(pinned))))
        .add("gpu-h100-sxm", "02:01.0");

    assertThat(editing.findings()).isNotEmpty();
    Finding finding = editing.findings().getFirst();
    assertThat(finding.sentence())
        .startsWith("the prefetchable memory window of 0000:00:01.0")
        .contains(" lacks ");
    WindowUse use = finding.window().orElseThrow();
    assertThat(use.bridge()).contains(at("00:01.0"));
    assertThat(use.missing()).isPositive();
    assertThat(use.ranges()).containsExactly(pinned);
    assertThat(use.spans()).extracting(WindowUse.Span::owner).containsExactly(at("01:00.0"));
    assertThat(bar(editing, "04:00.0", 2).bus().ifKnown()).isEmpty();
  }

  @Test
  void windowsBelow4GiBAreScarce() {
    Editing editing = oneSwitch().add("gpu-mi300x", "02:00.0");

    editing.make(
        new SetBar(
            at("03:00.0"),
            5,
            BarKind.MEMORY_32,
            false,
            byHand(1L << 30),
            Fact.unknown("to be given")));

    assertThat(editing.findings())
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.sentence())
                .isEqualTo(
                    "host bridge 0000:00 lacks 642 MiB of address space below 4 GiB for BAR 5 of"
                        + " 0000:03:00.0 (1 GiB)"));
  }

  @Test
  void acsBitThatTheCapabilityLacksStaysOff() {
    Editing editing = oneSwitch();

    assertThat(
            editing.refusalOf(new SetAcsBit(at("00:01.0"), AcsControl.DIRECT_TRANSLATED_P2P, true)))
        .isEqualTo("the ACS capability of 0000:00:01.0 has no DirectTrans, so the bit stays 0");
    editing.make(new SetAcsBit(at("00:01.0"), AcsControl.P2P_REQUEST_REDIRECT, true));
    PciFunction port = editing.platform().topology().at(at("00:01.0"));
    assertThat(port.config().u16(0x106)).isEqualTo(0x04);
  }

  @Test
  void pinnedBusNumbersTakeWhatIsBelowAlong() {
    Editing editing = oneSwitch().add("gpu-h100-sxm", "02:00.0");

    editing.make(new SetBuses(at("00:01.0"), byHand(new BridgeBuses(0, 0x41, 0x4f))));

    assertThat(editing.last().moved()).containsEntry(at("03:00.0"), at("43:00.0"));
    assertThat(editing.platform().topology().find(at("43:00.0"))).isPresent();
  }

  @Test
  void forgottenFactCanBeKnownAgain() {
    Editing editing = oneSwitch();
    PciAddress port = at("02:00.0");

    editing.make(new SetAcsControl(port, Fact.unknown("set to unknown")));
    assertThat(acs(editing, port)).isEmpty();

    editing.make(new SetAcsControl(port, byHand(0x1d)));
    assertThat(acs(editing, port)).contains(0x1d);
  }

  private static Optional<Integer> acs(Editing editing, PciAddress port) {
    return editing
        .platform()
        .topology()
        .at(port)
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(known -> known)
        .flatMap(found -> found.control().ifKnown());
  }

  @Test
  void vmdOpensADomain() {
    Editing editing =
        aBlankPage().socket(0).make(new AddVmd(bus(0), part("vmd"), part("root-port-gen4"), 2));

    editing.make(
        new AddPart(
            new Place.Below(PciAddress.parse("10000:00:00.0").orElseThrow()), part("nvme-pm9a3")));

    assertThat(editing.findings()).isEmpty();
    assertThat(editing.added().toString()).isEqualTo("10000:01:00.0");
  }

  @Test
  void virtualFunctionsComeAndGo() {
    Editing editing = oneSwitch().add("nic-connectx-7", "02:00.0");

    editing.make(new SetVirtualFunctions(at("03:00.0"), 4));
    assertThat(editing.platform().topology().physicalFunctionOf(at("03:00.4")))
        .contains(at("03:00.0"));

    editing.make(new SetVirtualFunctions(at("03:00.0"), 0));
    assertThat(editing.platform().topology().find(at("03:00.4"))).isEmpty();
    assertThat(editing.refusalOf(new SetVirtualFunctions(at("03:00.0"), 17)))
        .isEqualTo("0000:03:00.0 can have 0 to 16 virtual functions, not 17");
  }
}
