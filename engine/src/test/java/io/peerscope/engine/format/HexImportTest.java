package io.peerscope.engine.format;

import static io.peerscope.engine.format.Texts.address;
import static io.peerscope.engine.format.Texts.function;
import static io.peerscope.engine.format.Texts.problems;
import static io.peerscope.engine.format.Texts.read;
import static io.peerscope.engine.format.Texts.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hex dumps of lspci, `-x` to `-xxxx`.
class HexImportTest {

  private static final String CARD = "86 80 d3 10 06 04 10 00 00 00 00 02 10 00 00 00";
  private static final String BRIDGE = "86 80 02 2f 07 04 00 00 02 00 04 06 10 00 01 00";

  @Test
  void registersAreDecodedWithTheLineTheyStandIn() {
    Reading reading =
        read("00:1c.0 PCI bridge\n" + row(0, BRIDGE) + row(0x10, bridgeBuses("02", "05")));

    PciFunction bridge = function(reading, "00:1c.0");
    assertThat(reading.sources()).containsExactly(new Source("0.txt", "lspci-hex"));
    assertThat(bridge.id())
        .isEqualTo(Fact.known(new VendorDevice(0x8086, 0x2f02), new SourcePosition("0.txt", 2)));
    assertThat(bridge.buses())
        .isEqualTo(
            Fact.known(Optional.of(new BridgeBuses(0, 2, 5)), new SourcePosition("0.txt", 3)));
    assertThat(bridge.kind()).isEqualTo(FunctionKind.PCI_BRIDGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00:1f.0", "0000:00:1f.0", "00000000:00:1f.0"})
  void theDomainMayBeLeftOutOrHaveEightDigits(String spelling) {
    Reading reading = read(spelling + " x\n" + row(0, CARD));

    assertThat(reading.platform().topology().find(address("0000:00:1f.0"))).isPresent();
  }

  @Test
  void extendedSpaceHasOffsetsOfThreeDigits() {
    Reading reading = read(cardWithExpress() + extended("0d 00 01 00 5f 00 1d 00"));

    assertThat(acs(reading).control().ifKnown()).contains(0x1d);
  }

  @Test
  void rowsMayBeLongerThanSixteenBytes() {
    String bytes = CARD + " 00 00 00 f0" + " 00".repeat(44);

    Reading reading = read("00:1f.0 x\n00: " + bytes + "\n");

    assertThat(function(reading, "00:1f.0").config().length()).isEqualTo(64);
    assertThat(problems(reading)).isEmpty();
  }

  @Test
  void rowsAreReadBetweenTheLinesOfVerboseText() {
    Reading reading =
        read(
            "00:1f.0 Ethernet controller: Acme Card\n\tFlags: fast devsel\n"
                + row(0, CARD)
                + "\tKernel driver in use: acme\n");

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.config().length()).isEqualTo(16);
    assertThat(card.system().driver().ifKnown()).contains("acme");
  }

  @Test
  void aFunctionWithoutACapabilityBitIsConventional() {
    Reading reading =
        read("00:1f.0 x\n" + row(0, CARD.replace("10 00 00 00 00 02", "00 00 00 00 00 02")));

    PciFunction device = function(reading, "00:1f.0");
    assertThat(device.kind()).isEqualTo(FunctionKind.PCI_DEVICE);
    assertThat(device.capabilities().acs().ifKnown()).contains(Optional.empty());
  }

  @Test
  void aDumpOfTheHeaderAloneLeavesCapabilitiesUnknown() {
    Reading reading =
        read(
            "00:1f.0 x\n"
                + row(0, CARD)
                + row(0x10, "")
                + row(0x20, "")
                + row(0x30, "00 00 00 00 40"));

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.kind()).isEqualTo(FunctionKind.FUNCTION);
    assertThat(card.capabilities().acs())
        .isEqualTo(Fact.unknown("only the first 64 bytes of configuration space were dumped"));
  }

  @Test
  void aDumpWithoutExtendedSpaceLeavesAcsUnknown() {
    Reading reading = read(cardWithExpress());

    assertThat(function(reading, "00:1f.0").kind()).isEqualTo(FunctionKind.ENDPOINT);
    assertThat(function(reading, "00:1f.0").capabilities().acs().ifKnown()).isEmpty();
  }

  @Test
  void anExtendedSpaceThatReadsAllOnesHasNoCapabilities() {
    Reading reading = read(cardWithExpress() + extended("ff ff ff ff"));

    assertThat(function(reading, "00:1f.0").capabilities().acs().ifKnown())
        .contains(Optional.empty());
  }

  @Test
  void registersWinOverText() {
    Reading reading =
        read(
            "00:1c.0 PCI bridge [0604]: Acme [1af4:0001]\n"
                + "\tBus: primary=00, secondary=09, subordinate=09, sec-latency=0\n"
                + row(0, BRIDGE)
                + row(0x10, bridgeBuses("02", "05")));

    PciFunction bridge = function(reading, "00:1c.0");
    assertThat(bridge.id().ifKnown()).contains(new VendorDevice(0x8086, 0x2f02));
    assertThat(bridge.secondaryBus()).contains(2);
  }

  @Test
  void textAddsTheSizeAndTheCpuAddressOfABar() {
    Reading reading =
        read(
            "00:1f.0 Ethernet controller: Acme Card\n"
                + "\tControl: I/O- Mem+ BusMaster+\n"
                + "\tRegion 0: Memory at 600c080040000 (32-bit, non-prefetchable) [size=128K]\n"
                + row(0, CARD)
                + row(0x10, "00 00 04 80"));

    Bar bar = function(reading, "00:1f.0").bar(0).orElseThrow();
    assertThat(bar.bus().ifKnown()).contains(new BusAddress(0x80040000L));
    assertThat(bar.cpu().ifKnown()).contains(new HostPhysicalAddress(0x600c080040000L));
    assertThat(bar.size().ifKnown()).contains(128L * 1024);
    assertThat(bar.state()).isEqualTo(BarState.ASSIGNED);
  }

  @Test
  void barLinesWithoutNumbersBelongToTheRegistersInTheirOrder() {
    Reading reading =
        read(
            "00:1f.0 Ethernet controller: Acme Card\n"
                + "\tFlags: fast devsel\n"
                + "\tMemory at c0000000 (32-bit, non-prefetchable) [size=128K]\n"
                + "\tI/O ports at f000 [size=32]\n"
                + row(0, CARD)
                + row(0x10, "00 00 00 c0 00 00 00 00 00 00 00 00 01 f0 00 00"));

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.bars()).extracting(Bar::index).containsExactly(0, 3);
    assertThat(card.bar(3).orElseThrow().size().ifKnown()).contains(32L);
  }

  @Test
  void theUpperHalfOfA64BitBarIsNoBar() {
    Reading reading =
        read("00:1f.0 x\n" + row(0, CARD) + row(0x10, "0c 00 00 00 00 02 00 00 00 00 00 a0"));

    PciFunction card = function(reading, "00:1f.0");
    assertThat(card.bars()).extracting(Bar::index).containsExactly(0, 2);
    assertThat(card.bar(0).orElseThrow().bus().ifKnown())
        .contains(new BusAddress(0x200_0000_0000L));
  }

  @Test
  void theIdsOfAVirtualFunctionAreThoseOfTheText() {
    Reading reading =
        read(
            "00:10.0 Ethernet controller [0200]: Acme Virtual Function [8086:1565]\n"
                + row(0, "ff ff ff ff 00 00 10 00 01 00 00 02 00 00 00 00"));

    assertThat(function(reading, "00:10.0").id().ifKnown())
        .contains(new VendorDevice(0x8086, 0x1565));
  }

  @Test
  void headerTypeTwoIsACardBusBridge() {
    Reading reading =
        read("00:03.0 x\n" + row(0, "4c 10 51 ac 07 00 10 02 00 00 07 06 20 a8 02 00"));

    assertThat(function(reading, "00:03.0").kind()).isEqualTo(FunctionKind.CARDBUS_BRIDGE);
  }

  @Test
  void anUnknownHeaderTypeIsReported() {
    Reading reading =
        read("00:03.0 x\n" + row(0, "ff ff ff ff ff ff ff ff ff ff ff ff ff ff 7f ff"));

    assertThat(problems(reading)).contains("unknown-header-type:2");
  }

  @Test
  void aMissingRowIsReportedAndStaysUnknown() {
    Reading reading = read("00:1f.0 x\n" + row(0, CARD) + row(0x20, "") + row(0x30, ""));

    PciFunction card = function(reading, "00:1f.0");
    assertThat(problems(reading)).containsExactly("offset-jump:3");
    assertThat(card.config().has(0x10, 16)).isFalse();
    assertThat(card.config().has(0x20, 32)).isTrue();
    assertThat(card.bars()).isEmpty();
  }

  @Test
  void aRowThatEndsInHalfAByteIsReportedAndReadUpToThere() {
    Reading reading = read("00:1f.0 x\n00: 86 80 d3 1");

    assertThat(problems(reading)).contains("truncated-row:2");
    assertThat(function(reading, "00:1f.0").config().length()).isEqualTo(3);
  }

  @Test
  void aShortRowInsideTheDumpCountsAsUntold() {
    Reading reading = read("00:1f.0 x\n00: 86 80 d3 10\n" + row(0x10, ""));

    PciFunction card = function(reading, "00:1f.0");
    assertThat(problems(reading)).contains("truncated-row:2", "offset-jump:3");
    assertThat(card.config().has(0, 4)).isFalse();
    assertThat(card.config().has(0x10, 16)).isTrue();
  }

  @Test
  void whatIsNoHexInARowIsReported() {
    Reading reading = read("00:1f.0 x\n00: 86 80 d3 10 oops\n");

    assertThat(problems(reading)).contains("malformed-row:2");
  }

  @Test
  void aRepeatedRowIsReportedAndTheFirstCounts() {
    Reading reading = read("00:1f.0 x\n" + row(0, CARD) + row(0, CARD.replace("d3 10", "d4 10")));

    assertThat(problems(reading)).containsExactly("duplicate-row:3");
    assertThat(function(reading, "00:1f.0").id().ifKnown())
        .contains(new VendorDevice(0x8086, 0x10d3));
  }

  @Test
  void anOffsetBeyondConfigurationSpaceIsReported() {
    Reading reading = read("00:1f.0 x\n" + row(0, CARD) + row(0x1000, ""));

    assertThat(problems(reading)).containsExactly("offset-out-of-range:3");
  }

  @Test
  void aRowThatNoFunctionIsNamedForIsReportedOnce() {
    Reading reading = read(row(0, CARD) + row(0x10, "") + "\n00:1f.0 x\n" + row(0, CARD));

    assertThat(problems(reading)).containsExactly("row-without-function:1");
    assertThat(reading.platform().topology().size()).isEqualTo(1);
  }

  @Test
  void aDumpGoesOnBehindABlankLineWhereItStopped() {
    Reading reading = read("00:1f.0 x\n" + row(0, CARD) + "\n" + row(0x10, ""));

    assertThat(function(reading, "00:1f.0").config().length()).isEqualTo(32);
    assertThat(problems(reading)).isEmpty();
  }

  @Test
  void aBareAddressIsAHeaderWhereRowsFollow() {
    Reading reading = read("00:1f.0\n" + row(0, CARD) + "\n00:1e.0\nsome prose\n");

    assertThat(reading.platform().topology().find(address("00:1f.0"))).isPresent();
    assertThat(reading.platform().topology().size()).isEqualTo(1);
  }

  @Test
  void quotedRowsAreRead() {
    Reading reading = read("> > 00:1f.0 x\n> > " + row(0, CARD) + "> >\n");

    assertThat(function(reading, "00:1f.0").id().ifKnown())
        .contains(new VendorDevice(0x8086, 0x10d3));
  }

  @Test
  void ofTwoDumpsOfOneFunctionTheLongerCounts() {
    Reading reading =
        read("00:1f.0 x\n" + row(0, CARD) + "\n00:1f.0 x\n" + row(0, CARD) + row(0x10, ""));

    assertThat(function(reading, "00:1f.0").config().length()).isEqualTo(32);
    assertThat(problems(reading)).isEmpty();
  }

  @Test
  void twoDifferentDumpsOfOneFunctionAreReported() {
    Reading reading =
        read(
            "00:1f.0 x\n"
                + row(0, CARD)
                + "\n00:1f.0 x\n"
                + row(0, CARD.replace("d3 10", "d4 10")));

    assertThat(problems(reading)).containsExactly("duplicate-function:5");
  }

  @Test
  void aCapabilityListThatLoopsIsReportedWhereItStands() {
    Reading reading =
        read(
            "00:1f.0 x\n"
                + row(0, CARD)
                + row(0x10, "")
                + row(0x20, "")
                + row(0x30, "00 00 00 00 40")
                + row(0x40, "01 40"));

    assertThat(problems(reading)).containsExactly("capability-loop:6");
  }

  @Test
  void parentsFollowFromBusNumbers() {
    Reading reading =
        read(
            "00:1c.0 x\n"
                + row(0, BRIDGE)
                + row(0x10, bridgeBuses("02", "02"))
                + "\n02:00.0 x\n"
                + row(0, CARD));

    assertThat(reading.platform().topology().parentOf(address("02:00.0")))
        .isEqualTo(new Parent.Below(address("00:1c.0")));
  }

  private static String bridgeBuses(String secondary, String subordinate) {
    return "00 00 00 00 00 00 00 00 00 " + secondary + " " + subordinate;
  }

  /// 256 bytes of an endpoint.
  private static String cardWithExpress() {
    var rows = new StringBuilder("00:1f.0 Ethernet controller: Acme Card\n" + row(0, CARD));
    for (int offset = 0x10; offset < 0x100; offset += 16) {
      rows.append(
          switch (offset) {
            case 0x30 -> row(offset, "00 00 00 00 40");
            case 0x40 -> row(offset, "10 00 02 00");
            default -> row(offset, "");
          });
    }
    return rows.toString();
  }

  private static String extended(String firstBytes) {
    return row(0x100, firstBytes);
  }

  private static AccessControlServices acs(Reading reading) {
    return function(reading, "00:1f.0").capabilities().acs().ifKnown().orElseThrow().orElseThrow();
  }
}
