package io.peerscope.engine.format;

import static io.peerscope.engine.format.Texts.address;
import static io.peerscope.engine.format.Texts.function;
import static io.peerscope.engine.format.Texts.problems;
import static io.peerscope.engine.format.Texts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Verbose and terse text of lspci, from pciutils 2.2 to 3.14.
class TextImportTest {

  private static final String CARD =
      "00:1f.0 Ethernet controller [0200]: Acme Card [1af4:1000] (rev 01)\n";
  private static final String STATUS =
      "\tControl: I/O+ Mem+ BusMaster+\n\tStatus: Cap+ 66MHz- UDF- FastB2B-\n";
  private static final String ENDPOINT = "\tCapabilities: [40] Express (v2) Endpoint, MSI 00\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PCI bridge: Acme Port (rev 02) (prog-if 00 [Normal decode]) | 060400 | Acme Port        |
          PCI bridge [0604]: Acme [A] Port [8086:347a] (rev 02)       | 0604   | Acme [A] Port    | 8086:347a
          PCI bridge [0604]: Acme [1111:2222] Port [8086:347a]        | 0604   | Acme [1111:2222] Port | 8086:347a
          0604: 8086:347a (rev 02)                                    | 0604   | Intel Corporation Device 347a | 8086:347a
          Class 0604: 8086:347a                                       | 0604   | Intel Corporation Device 347a | 8086:347a
          PCI bridge: Device 8086:347a                                | 0604   | Intel Corporation Device 347a | 8086:347a
          Bridge [06ff]: Device [8086:347a]                           | 06ff   | Device           | 8086:347a
          Serial controller: Acme UART (rev 01) (prog-if 06 [)        | 070006 | Acme UART        |
          Multimedia audio controller: Acme: the sound                | 0401   | Acme: the sound  |
          """)
  void theHeaderLineTellsClassNameAndIds(String line, String code, String name, String id) {
    Reading reading = read("00:01.0 " + line + "\n");

    PciFunction function = function(reading, "00:01.0");
    assertThat(function.classCode().ifKnown().map(ClassCode::toString)).contains(code);
    assertThat(function.name()).isEqualTo(name == null ? "" : name);
    assertThat(function.id().ifKnown().map(Object::toString)).isEqualTo(Optional.ofNullable(id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Region 0: Memory at c0000000 (32-bit, prefetchable) [size=256M]              | 0 | MEMORY_32     | c0000000    | 268435456 | ASSIGNED
          Region 2: Memory at 20000000000 (64-bit, non-prefetchable) [size=16K]        | 2 | MEMORY_64     | 20000000000 | 16384     | ASSIGNED
          Region 1: I/O ports at f000 [size=256]                                       | 1 | IO            | f000        | 256       | ASSIGNED
          Memory at fe000000 (low-1M, prefetchable) [disabled] [size=4K]               | 0 | MEMORY_LOW_1M | fe000000    | 4096      | DISABLED
          Region 0: Memory at <unassigned> (64-bit, prefetchable) [disabled]           | 0 | MEMORY_64     | -           | -         | UNASSIGNED
          Region 0: Memory at <ignored> (32-bit, non-prefetchable)                     | 0 | MEMORY_32     | -           | -         | IGNORED
          Region 0: Memory at 80a00000 (64-bit, non-prefetchable) [virtual] [size=16K] | 0 | MEMORY_64     | 80a00000    | 16384     | VIRTUAL
          [virtual] Memory at 000001f0 (32-bit, non-prefetchable) [size=8]             | 0 | MEMORY_32     | 1f0         | 8         | VIRTUAL
          Region 5: Memory at 80000000 (64-bit, prefetchable) [enhanced] [size=1T]     | 5 | MEMORY_64     | 80000000    | 1099511627776 | ASSIGNED
          """)
  void aRegionLineTellsABarInCpuAddresses(
      String line, int index, BarKind kind, String cpu, Long size, BarState state) {
    Reading reading = read(CARD + STATUS + "\t" + line + "\n");

    Bar bar = function(reading, "00:1f.0").bar(index).orElseThrow();
    assertThat(bar.kind()).isEqualTo(kind);
    assertThat(bar.cpu().ifKnown().map(HostPhysicalAddress::toString))
        .isEqualTo(Optional.ofNullable(cpu).map("0x"::concat));
    assertThat(bar.size().ifKnown()).isEqualTo(Optional.ofNullable(size));
    assertThat(bar.state()).isEqualTo(state);
    assertThat(bar.bus().ifKnown()).isEmpty();
  }

  @Test
  void barsWithoutNumbersAreCountedWithTheirWidth() {
    Reading reading =
        read(
            CARD
                + "\tFlags: fast devsel\n"
                + "\tMemory at c0000000 (64-bit, prefetchable) [size=1M]\n"
                + "\tI/O ports at f000 [size=32]\n"
                + "\tExpansion ROM at fe000000 [disabled] [size=64K]\n");

    assertThat(function(reading, "00:1f.0").bars()).extracting(Bar::index).containsExactly(0, 2);
    assertThat(problems(reading)).containsExactly("bar-numbers-guessed:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Memory behind bridge: c0000000-c01fffff                               | c0000000 | c01fffff
          Memory behind bridge: c0000000-c01fffff [size=2M]                     | c0000000 | c01fffff
          Memory behind bridge: c0000000-c01fffff [size=2M] [32-bit]            | c0000000 | c01fffff
          Prefetchable memory behind bridge: 00000200a0000000-00000200bfffffff  | 200a0000000 | 200bfffffff
          I/O behind bridge: 2000-2fff [size=4K] [16-bit]                       | 2000     | 2fff
          Memory behind bridge: None                                            | -        | -
          Memory behind bridge: [disabled] [32-bit]                             | -        | -
          Memory behind bridge: fff00000-000fffff [empty]                       | -        | -
          I/O behind bridge: 0000f000-00000fff [disabled] [16-bit]              | -        | -
          I/O behind bridge: 00000000-00000fff                                  | -        | -
          """)
  void aBehindBridgeLineTellsAWindow(String line, String first, String last) {
    Reading reading = read("00:01.0 PCI bridge: Acme\n" + STATUS + "\t" + line + "\n");

    BridgeWindow window = function(reading, "00:01.0").windows().getFirst();
    Optional<AddressRange> expected =
        first == null
            ? Optional.empty()
            : Optional.of(new AddressRange(Long.parseLong(first, 16), Long.parseLong(last, 16)));
    assertThat(window.range().ifKnown()).contains(expected);
  }

  @Test
  void windowsOfAMachineWithAddressOffsetsAreUnknown() {
    Reading reading =
        read(
            "00:01.0 PCI bridge: Acme\n"
                + STATUS
                + "\tMemory behind bridge: 00000000-7fefffff [size=2047M]\n",
            "cpu\t\t: POWER9, altivec supported\n");

    assertThat(function(reading, "00:01.0").windows().getFirst().range().ifKnown()).isEmpty();
  }

  @Test
  void acsLinesTellBothWords() {
    Reading reading =
        read(
            CARD
                + STATUS
                + ENDPOINT
                + "\tCapabilities: [148 v1] Access Control Services\n"
                + "\t\tACSCap:\tSrcValid+ TransBlk+ ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans+\n"
                + "\t\tACSCtl:\tSrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans-\n");

    AccessControlServices acs = acs(reading);
    assertThat(acs.offset()).isEqualTo(0x148);
    assertThat(acs.supported().ifKnown()).contains(0x5f);
    assertThat(acs.control().ifKnown()).contains(0x1d);
  }

  @Test
  void theTitleAloneTellsThatAcsIsThereButNotHowItIsSet() {
    Reading reading =
        read(
            CARD
                + "\tFlags: fast devsel\n\tCapabilities: [40] Express Endpoint, MSI 00\n"
                + "\tCapabilities: [148] Access Control Services\n");

    assertThat(acs(reading).control().ifKnown()).isEmpty();
  }

  @Test
  void deniedAccessLeavesCapabilitiesUnknown() {
    Reading reading = read(CARD + STATUS + "\tCapabilities: <access denied>\n");

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.kind()).isEqualTo(FunctionKind.FUNCTION);
    assertThat(card.capabilities().acs())
        .isEqualTo(Fact.unknown("lspci was denied access to the capabilities (run it as root)"));
  }

  @Test
  void aListingWithoutAnyExtendedCapabilityDoesNotTellThatThereIsNoAcs() {
    Reading reading = read(CARD + STATUS + ENDPOINT);

    assertThat(function(reading, "00:1f.0").capabilities().acs().ifKnown()).isEmpty();
  }

  @Test
  void whereOtherFunctionsShowExtendedCapabilitiesOneWithoutThemHasNone() {
    Reading reading =
        read(
            CARD
                + STATUS
                + ENDPOINT
                + "\n00:1e.0 Ethernet controller [0200]: Acme Card\n"
                + STATUS
                + ENDPOINT
                + "\tCapabilities: [100 v1] Advanced Error Reporting\n\n");

    assertThat(function(reading, "00:1f.0").capabilities().acs().ifKnown())
        .contains(Optional.empty());
  }

  @Test
  void aFunctionWithoutPciExpressIsConventional() {
    Reading reading = read(CARD + STATUS + "\tCapabilities: [44] Power Management version 2\n\n");

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.kind()).isEqualTo(FunctionKind.PCI_DEVICE);
    assertThat(card.capabilities().acs().ifKnown()).contains(Optional.empty());
  }

  @Test
  void anAbridgedTextDoesNotTellThatSomethingIsMissing() {
    Reading reading =
        read(
            """
            00:01.0 PCI bridge: Acme
            \tBus: primary=00, secondary=01, subordinate=01, sec-latency=0
            \tKernel driver in use: pcieport
            """);

    assertThat(function(reading, "00:01.0").kind()).isEqualTo(FunctionKind.BRIDGE);
  }

  @Test
  void aTextThatIsCutOffLeavesCapabilitiesUnknown() {
    Reading reading = read(CARD + STATUS + ENDPOINT + "\tCapabilities: [100 v1] Advanced Err");

    assertThat(function(reading, "00:1f.0").capabilities().acs().ifKnown()).isEmpty();
  }

  @Test
  void aTextThatEndsWithoutAnEmptyLineMayBeCutOffAfterAWholeLine() {
    String text = CARD + STATUS + ENDPOINT + "\tCapabilities: [100 v1] Advanced Error Reporting\n";

    assertThat(function(read(text), "00:1f.0").capabilities().acs().ifKnown()).isEmpty();
    assertThat(function(read(text + "\n"), "00:1f.0").capabilities().acs().ifKnown())
        .contains(Optional.empty());
    assertThat(
            function(read(text + "\tKernel modules: acme\n"), "00:1f.0")
                .capabilities()
                .acs()
                .ifKnown())
        .contains(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Capabilities: [148 v1] Access Control Services\n\t\tACSCtl: SrcValid+ TransBlk- ReqRe",
        "Capabilities: [148 v1] Access Control Services\n\t\tACSCtl: SrcValid+ TransBlk- ReqRedir-",
        "Capabilities: [148 v1] Access Contr",
        "Capabilities: [14"
      })
  void acsLinesThatAreCutOffTellNoWord(String cut) {
    Reading reading =
        read(
            CARD
                + STATUS
                + ENDPOINT
                + "\tCapabilities: [100 v1] Advanced Error Reporting\n\t"
                + cut
                + "\n\tKernel driver in use: acme\n\n");

    assertThat(PeerRedirect.of(function(reading, "00:1f.0")).state())
        .isEqualTo(PeerRedirect.State.UNTOLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\tBus: primary=00, secondary=01, subor\n", "\tBus: pri\n"})
  void aBridgeWithoutALegibleBusLineHasUnknownBuses(String line) {
    Reading reading = read("00:01.0 PCI bridge [0604]: Acme\n" + STATUS + line + "\n");

    assertThat(function(reading, "00:01.0").buses().ifKnown()).isEmpty();
  }

  @Test
  void addressesThatAreCutOffAreUnknown() {
    Reading reading =
        read(
            "00:01.0 PCI bridge [0604]: Acme\n"
                + STATUS
                + "\tRegion 0: Memory at fea0\n"
                + "\tBus: primary=00, secondary=01, subordinate=01, sec-latency=0\n"
                + "\tMemory behind bridge: fe800000-fe9ff\n\n");

    PciFunction bridge = function(reading, "00:01.0");
    assertThat(bridge.bar(0).orElseThrow().cpu().ifKnown()).isEmpty();
    assertThat(bridge.windows().getFirst().range().ifKnown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Express (v2) Root Port (Slot+), IntMsgNum 0           | ROOT_PORT
          Express (v1) Upstream Port, MSI 00                    | UPSTREAM_PORT
          Express Downstream Port (Slot-), MSI 00               | DOWNSTREAM_PORT
          Express Endpoint IRQ 0                                | ENDPOINT
          Express Legacy Endpoint, MSI 00                       | LEGACY_ENDPOINT
          Express (v2) Root Complex Integrated Endpoint, MSI 00 | RC_INTEGRATED_ENDPOINT
          Express (v1) Root Complex Event Collector, MSI 00     | RC_EVENT_COLLECTOR
          Express (v1) PCI-Express to PCI/PCI-X Bridge, MSI 00  | PCIE_TO_PCI_BRIDGE
          Express PCI/PCI-X Bridge IRQ 0                        | PCIE_TO_PCI_BRIDGE
          Express (v1) PCI/PCI-X to PCI-Express Bridge (Slot+)  | PCI_TO_PCIE_BRIDGE
          """)
  void theExpressLineTellsTheKind(String title, FunctionKind kind) {
    Reading reading = read(CARD + STATUS + "\tCapabilities: [40] " + title + "\n\n");

    assertThat(function(reading, "00:1f.0").kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LnkCap: Port #5, Speed 16GT/s, Width x4, ASPM L1         | LnkSta: Speed 8GT/s (downgraded), Width x2 (downgraded) | 16GT/s | 4 | 8GT/s | 2
          LnkCap: Port #5, Speed 5GT/s, Width x1, ASPM L0s L1      | LnkSta: Speed 2.5GT/s, Width x1, TrErr- Train-          | 5GT/s  | 1 | 2.5GT/s | 1
          Link: Supported Speed 2.5Gb/s, Width x16, ASPM L0s, Port 5 | Link: Speed 2.5Gb/s, Width x8                         | 2.5GT/s | 16 | 2.5GT/s | 8
          """)
  void linkLinesOfAllTimesAreRead(
      String capabilities, String status, String speed, int width, String now, int nowWidth) {
    Reading reading =
        read(CARD + STATUS + ENDPOINT + "\t\t" + capabilities + "\n\t\t" + status + "\n\n");

    PciExpress express =
        function(reading, "00:1f.0")
            .capabilities()
            .pciExpress()
            .ifKnown()
            .orElseThrow()
            .orElseThrow();
    assertThat(express.maximum().ifKnown()).contains(new Link(speed, width));
    assertThat(express.current().ifKnown()).contains(new Link(now, nowWidth));
    assertThat(express.portNumber().ifKnown()).contains(5);
  }

  @Test
  void sriovLinesTellCountsAndPlaces() {
    Reading reading =
        read(
            CARD
                + STATUS
                + ENDPOINT
                + "\tCapabilities: [160 v1] Single Root I/O Virtualization (SR-IOV)\n"
                + "\t\tInitial VFs: 8, Total VFs: 8, Number of VFs: 2, Function Dependency Link: 00\n"
                + "\t\tVF offset: 1, stride: 1, Device ID: 1018\n"
                + "\t\tRegion 0: Memory at 00000200a0000000 (64-bit, prefetchable)\n"
                + "\n00:1f.1 Ethernet controller: Acme Virtual Function\n");

    SingleRootIov sriov =
        function(reading, "00:1f.0")
            .capabilities()
            .singleRootIov()
            .ifKnown()
            .orElseThrow()
            .orElseThrow();
    assertThat(sriov.numVfs().ifKnown()).contains(2);
    assertThat(sriov.vfDevice().ifKnown()).contains(0x1018);
    assertThat(function(reading, "00:1f.0").bars()).isEmpty();
    assertThat(function(reading, "00:1f.1").kind()).isEqualTo(FunctionKind.VIRTUAL_FUNCTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Flags: bus master, fast devsel, latency 0, IRQ 16, NUMA node 1, IOMMU group 27
          NUMA node: 1~IOMMU group: 27
          """)
  void whatTheOperatingSystemSaysIsRead(String lines) {
    Reading reading =
        read(CARD + "\t" + lines.replace("~", "\n\t") + "\n\tKernel driver in use: acme\n");

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.system().numaNode().ifKnown()).contains(1);
    assertThat(card.system().iommuGroup().ifKnown()).contains(27);
    assertThat(card.system().driver().ifKnown()).contains("acme");
  }

  @Test
  void aTerseListingTellsFunctionsAndNothingElse() {
    Reading reading = read(CARD + "00:01.0 PCI bridge: Acme Port\n00:00.0 Host bridge: Acme\n");

    assertThat(reading.sources()).containsExactly(new Source("0.txt", "lspci-terse"));
    assertThat(function(reading, "00:00.0").kind()).isEqualTo(FunctionKind.HOST_BRIDGE);
    assertThat(function(reading, "00:01.0").kind()).isEqualTo(FunctionKind.BRIDGE);
    assertThat(function(reading, "00:1f.0").kind()).isEqualTo(FunctionKind.FUNCTION);
    assertThat(function(reading, "00:1f.0").capabilities().acs().ifKnown()).isEmpty();
    assertThat(function(reading, "00:01.0").buses().ifKnown()).isEmpty();
  }

  @Test
  void aTerseListAndVerboseBlocksMakeOneFunction() {
    Reading reading =
        read(
            CARD
                + "\n$ lspci -v\n00:1f.0 Ethernet controller: Acme Card (rev 01) (prog-if 00)\n"
                + STATUS
                + ENDPOINT
                + "\n");

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.id().ifKnown().map(Object::toString)).contains("1af4:1000");
    assertThat(card.classCode().ifKnown().map(ClassCode::toString)).contains("020000");
    assertThat(card.kind()).isEqualTo(FunctionKind.ENDPOINT);
    assertThat(problems(reading)).isEmpty();
  }

  @Test
  void twoDifferentFunctionsAtOneAddressAreReported() {
    Reading reading = read(CARD + "\n" + CARD.replace("1000]", "2000]"));

    assertThat(problems(reading)).containsExactly("duplicate-function:3");
  }

  @Test
  void severalInputsAreOneMachine() {
    Reading reading =
        read(
            CARD,
            "00:01.0 PCI bridge: Acme Port\n",
            "vendor_id\t: GenuineIntel\ncpu family\t: 6\n");

    assertThat(reading.platform().topology().size()).isEqualTo(2);
    assertThat(reading.platform().cpu().ifKnown().map(Object::toString))
        .contains("GenuineIntel/0x6");
    assertThat(reading.sources())
        .containsExactly(
            new Source("0.txt", "lspci-terse"),
            new Source("1.txt", "lspci-terse"),
            new Source("2.txt", "machine-text"));
  }

  @Test
  void wrappedLinesAreJoined() {
    Reading reading =
        read(
            """
            00:1c.0 PCI bridge: Intel Corporation Xeon E7 v3/Xeon E5 v3/Core i7 PCI
            Express Root Port 1 (rev 02) (prog-if 00 [Normal decode])
                     Control: I/O+ Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop-
            ParErr- Stepping- SERR- FastB2B- DisINTx+
                     Prefetchable memory behind bridge:
            0000000090000000-000000009fffffff [size=256M]
            """);

    PciFunction bridge = function(reading, "00:1c.0");
    assertThat(bridge.name())
        .isEqualTo("Intel Corporation Xeon E7 v3/Xeon E5 v3/Core i7 PCI Express Root Port 1");
    assertThat(bridge.windows().getFirst().range().ifKnown())
        .contains(Optional.of(new AddressRange(0x90000000L, 0x9fffffffL)));
  }

  @Test
  void quotedAndIndentedTextIsRead() {
    Reading reading =
        read(
            """
            Some prose before it.
            > >> 00:1c.0 PCI bridge: Acme Port
            > >>         Bus: primary=00, secondary=05, subordinate=07, sec-latency=0
            > >>
            > >> 05:00.0 Ethernet controller: Acme Card
            """);

    assertThat(function(reading, "00:1c.0").secondaryBus()).contains(5);
    assertThat(reading.platform().topology().childrenOf(address("00:1c.0")))
        .containsExactly(address("05:00.0"));
  }

  @Test
  void bridgePathsOfLspciPpGiveTheirLastAddress() {
    Reading reading = read("0001:00:01.0/01:00.0/02:01.0 PCI bridge: Acme Port\n");

    assertThat(reading.platform().topology().find(address("0001:02:01.0"))).isPresent();
  }

  @Test
  void bridgePathsOfLspciPpTellWhatIsAbove() {
    Reading reading =
        read(
            """
            00:01.0 PCI bridge: Acme Port
            00:01.0/01:00.0 PCI bridge: Acme Switch
            00:01.0/01:00.0/02:01.0 PCI bridge: Acme Switch
            00:01.0/01:00.0/02:01.0/04:00.0 Ethernet controller: Acme Card
            """);

    Topology topology = reading.platform().topology();
    assertThat(topology.parentOf(address("04:00.0"))).isEqualTo(below("02:01.0"));
    assertThat(topology.parentOf(address("02:01.0"))).isEqualTo(below("01:00.0"));
    assertThat(topology.parentOf(address("01:00.0"))).isEqualTo(below("00:01.0"));
    assertThat(problems(reading)).isEmpty();
  }

  private static Parent below(String bridge) {
    return new Parent.Below(address(bridge));
  }

  @Test
  void bridgePathsWithoutBusNumbersTellTheHierarchyAndBusesAreCounted() {
    Reading reading =
        read(
            """
            00:00.0 Host bridge [0600]: Acme Complex [1af4:0001]
            00:01.1 PCI bridge [0604]: Acme Port [1af4:0002]
            00:02.1 PCI bridge [0604]: Acme Port [1af4:0002]
            00:01.1/00.0 PCI bridge [0604]: Acme Switch with a name that a mail
            program breaks [1af4:0003]
            00:01.1/00.0/03.0 PCI bridge [0604]: Acme Switch [1af4:0003]
            00:01.1/00.0/03.0/00.0 VGA compatible controller [0300]: Acme GPU [1af4:0004]
            00:01.1/00.0/03.0/00.1 Audio device [0403]: Acme Sound [1af4:0005]
            00:02.1/00.0 Ethernet controller [0200]: Acme Card [1af4:0006]
            """);

    Topology topology = reading.platform().topology();
    assertThat(problems(reading)).containsExactly("bus-numbers-counted:4");
    assertThat(topology.functions().stream().map(each -> each.address().shortForm()))
        .containsExactly(
            "00:00.0", "00:01.1", "00:02.1", "01:00.0", "02:03.0", "03:00.0", "03:00.1", "04:00.0");
    assertThat(topology.parentOf(address("03:00.1"))).isEqualTo(below("02:03.0"));
    assertThat(topology.parentOf(address("04:00.0"))).isEqualTo(below("00:02.1"));
    assertThat(function(reading, "01:00.0").name())
        .isEqualTo("Acme Switch with a name that a mail program breaks");
  }

  @Test
  void bridgePathsWithoutBusNumbersAreLeftOutBesideRealNumbers() {
    String paths =
        """
        00:01.1 PCI bridge: Acme Port
        00:01.1/00.0 Ethernet controller: Acme Card
        """;

    Reading reading =
        read(
            paths
                + """

                00:01.1 PCI bridge: Acme Port
                c1:00.0 Ethernet controller: Acme Card
                """);

    assertThat(problems(reading)).containsExactly("path-without-bus:2");
    assertThat(reading.platform().topology().size()).isEqualTo(2);
  }

  @Test
  void bridgePathsWithoutBusNumbersAreReported() {
    Reading reading = read(CARD + "00:01.0/00.0 PCI bridge: Acme Port\n");

    assertThat(problems(reading)).containsExactly("path-without-bus:2");
    assertThat(reading.platform().topology().size()).isEqualTo(1);
  }

  @Test
  void proseThatStartsWithAnAddressIsNoFunction() {
    Reading reading = read(CARD + "\n00:02.0 is where the trouble starts\n");

    assertThat(reading.platform().topology().size()).isEqualTo(1);
  }

  private static AccessControlServices acs(Reading reading) {
    return function(reading, "00:1f.0").capabilities().acs().ifKnown().orElseThrow().orElseThrow();
  }
}
