package io.peerscope.engine.dma;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.RemappedNvme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLookupTest {

  private static PlatformBuilder twoDrives() {
    return aPlatform()
        .hostBridge("00:00.0")
        .rootPort("00:01.0", 1)
        .rootPort("00:02.0", 2)
        .endpoint("01:00.0")
        .endpoint("02:00.0")
        .bar("01:00.0", 0x9000_0000L)
        .bar("02:00.0", 0x9080_0000L);
  }

  private static String resolve(Platform platform, String target) {
    ResolvedPage page =
        new PageLookup(platform).resolve(DmaTarget.parse(target).orElseThrow()).page();
    return switch (page) {
      case ResolvedPage.Host(var address) -> "ram " + address;
      case ResolvedPage.Peer peer -> "%s+%x".formatted(peer.provider(), peer.offset());
      case ResolvedPage.Nowhere _ -> "nowhere";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0x90000000, 0000:01:00.0+0",
    "0x900fffff, 0000:01:00.0+fffff",
    "0x90100000, nowhere",
    "0x8fffffff, nowhere",
    "0x90800010, 0000:02:00.0+10",
    "host:0x90000000, ram 0x90000000",
    "01:00.0, 0000:01:00.0+0",
    "01:00.0:BAR0+0xfffff, 0000:01:00.0+fffff",
    "01:00.0:BAR0+0x100000, nowhere",
    "01:00.0:BAR3, nowhere",
    "00:01.0, nowhere",
    "09:00.0, nowhere"
  })
  void findsWhoseMemoryAnAddressIs(String target, String expected) {
    assertThat(resolve(twoDrives().build(), target)).isEqualTo(expected);
  }

  @Test
  void boundsABarWithoutSizeByItsAlignmentTheNextBarAndTheWindow() {
    PlatformBuilder machine = twoDrives().barSizeUntold("01:00.0");

    assertThat(resolve(machine.build(), "0x900fffff")).isEqualTo("0000:01:00.0+fffff");
    assertThat(resolve(machine.build(), "0x90100000")).as("beyond the window").isEqualTo("nowhere");
    assertThat(resolve(machine.windowsUntold("00:01.0").build(), "0x90700000"))
        .as("before the next BAR")
        .isEqualTo("0000:01:00.0+700000");
  }

  @Test
  void saysThatTheSizeIsNotTold() {
    Platform platform = twoDrives().barSizeUntold("01:00.0").build();

    PageResolution found =
        new PageLookup(platform).resolve(DmaTarget.parse("0x90000000").orElseThrow());

    assertThat(found.reason().text()).contains("size not told");
  }

  @Test
  void findsNoBarByCpuAddressWhereWindowsAreNotKnownToBeIdentity() {
    assertThat(resolve(twoDrives().cpuUntold().build(), "0x90000000")).isEqualTo("nowhere");
  }

  @Test
  void translatesThroughTheHostBridgeWindow() {
    Platform platform =
        twoDrives()
            .cpu("POWER9/0")
            .window("00", 0x3fe0_1000_0000L, 0x9000_0000L, 0x1000_0000L)
            .build();

    PageResolution found =
        new PageLookup(platform).resolve(DmaTarget.parse("0x3fe010002000").orElseThrow());

    assertThat(found.page()).isInstanceOf(ResolvedPage.Peer.class);
    var peer = (ResolvedPage.Peer) found.page();
    assertThat(peer.provider()).isEqualTo(at("01:00.0"));
    assertThat(peer.bus().ifKnown()).contains(new BusAddress(0x9000_2000L));
    assertThat(peer.busOffset().ifKnown()).contains(0x9000_0000L - 0x3fe0_1000_0000L);
  }

  @ParameterizedTest(name = "{0} with a memory map: {1}")
  @CsvSource({
    "0x1000, ram 0x1000",
    "0xa0000, nowhere",
    "0x90000000, 0000:01:00.0+0",
    "0x60000000, nowhere",
    "host:0x1000, ram 0x1000",
    "host:0xa0000, nowhere",
    "host:0x60000000, nowhere",
    "host:0x90000000, nowhere",
  })
  void theMemoryMapTellsRamFromTheRest(String target, String expected) {
    Platform platform =
        twoDrives()
            .memory(MemoryRange.Kind.RAM, 0, 0x4000_0000L)
            .memory(MemoryRange.Kind.RESERVED, 0xa_0000, 0x6_0000)
            .build();

    assertThat(resolve(platform, target)).isEqualTo(expected);
  }

  @Test
  void anAddressThatIsRamAndABarIsNeither() {
    Platform platform = twoDrives().memory(MemoryRange.Kind.RAM, 0, 0x1_0000_0000L).build();

    assertThat(resolve(platform, "0x90000000")).isEqualTo("nowhere");
  }

  @Test
  void aRemappedDriveIsPartOfItsSataFunction() {
    PlatformBuilder machine = twoDrives().remapped("01:00.0", 1);

    assertThat(resolve(machine.build(), "01:00.0:BAR0+0x4000")).isEqualTo("0000:01:00.0+4000");
    assertThat(RemappedNvme.placeAt(5, 0x3fff)).isEmpty();
    assertThat(RemappedNvme.placeAt(5, 0x4000)).contains(0);
    assertThat(RemappedNvme.placeAt(5, 0xffff)).contains(2);
    assertThat(RemappedNvme.placeAt(5, 0x1_0000)).isEmpty();
    assertThat(RemappedNvme.placeAt(0, 0x4000)).isEmpty();
  }

  private static String why(PlatformBuilder machine, String target) {
    return new PageLookup(machine.build())
        .resolve(DmaTarget.parse(target).orElseThrow())
        .reason()
        .text();
  }

  @Test
  void addressThatTwoBarsHoldIsNeither() {
    assertThat(why(twoDrives().bar("02:00.0", 0x9000_0000L), "0x90000010"))
        .isEqualTo(
            "BAR 0 of 0000:01:00.0, which starts at 0x90000000 and BAR 0 of 0000:02:00.0, which"
                + " starts at 0x90000000 both hold 0x90000010");
  }

  @Test
  void saysWhatABarIsThatHoldsNoMemory() {
    assertThat(why(twoDrives().barKind("01:00.0", BarKind.IO), "01:00.0:BAR0"))
        .isEqualTo("BAR 0 of 0000:01:00.0 holds I/O ports, not memory");
    assertThat(why(twoDrives().barState("01:00.0", BarState.UNASSIGNED), "01:00.0:BAR0"))
        .isEqualTo("BAR 0 of 0000:01:00.0 holds no address");
    assertThat(why(twoDrives(), "01:00.0:BAR3"))
        .isEqualTo("BAR 3 of 0000:01:00.0 holds no address");
    assertThat(why(twoDrives().headerUntold("01:00.0"), "01:00.0:BAR3"))
        .isEqualTo("the input tells no BAR 3 of 0000:01:00.0");
  }

  /// Without the processor, nobody knows what the CPU address is on the bus.
  @Test
  void barOfWhichOnlyTheCpuAddressIsToldIsFoundByIt() {
    PlatformBuilder machine = twoDrives().cpuUntold().cpuBar("01:00.0", 0x7000_0000L);

    PageResolution found =
        new PageLookup(machine.build()).resolve(DmaTarget.parse("0x70000010").orElseThrow());

    assertThat(found.page()).isInstanceOf(ResolvedPage.Peer.class);
    assertThat(((ResolvedPage.Peer) found.page()).bus().ifKnown()).isEmpty();
    assertThat(found.reason().evidence().getFirst().value()).isEqualTo("unknown");
    assertThat(resolve(machine.barSizeUntold("01:00.0").build(), "01:00.0+0x80000000"))
        .as("nothing bounds it")
        .isEqualTo("0000:01:00.0+80000000");
  }

  @Test
  void saysWhatTheMemoryMapHasInstead() {
    PlatformBuilder machine =
        twoDrives()
            .memory(MemoryRange.Kind.RAM, 0, 0x8_0000)
            .memory(MemoryRange.Kind.RESERVED, 0xa_0000, 0x6_0000);

    assertThat(why(machine, "host:0xa0000"))
        .isEqualTo("0xa0000 is no RAM: the memory map reserves 0xa0000-0xfffff (test.txt:1)");
    assertThat(why(machine, "host:0x90000"))
        .isEqualTo("0x90000 is no RAM: the memory map names nothing there");
    assertThat(why(machine, "0x90000"))
        .isEqualTo(
            "no BAR with a known CPU address holds 0x90000, and the memory map names nothing"
                + " there");
    assertThat(why(twoDrives(), "0x1000"))
        .isEqualTo("no BAR with a known CPU address holds 0x1000, and RAM ranges are not told");
  }

  @Test
  void saysThatABridgeHasNoMemoryAndHowFarABarMayReach() {
    assertThat(why(twoDrives(), "00:01.0"))
        .isEqualTo("the input tells no memory BAR of 0000:00:01.0 that is at an address");
    assertThat(why(twoDrives().barSizeUntold("01:00.0"), "01:00.0"))
        .endsWith("(size not told, at most 256 MiB)");
  }

  /// A BAR that does not decode is found where no other one answers.
  @Test
  void barThatIsDisabledComesLast() {
    PlatformBuilder machine = twoDrives().barState("01:00.0", BarState.DISABLED);

    assertThat(resolve(machine.build(), "0x90000010")).isEqualTo("0000:01:00.0+10");
    assertThat(resolve(machine.bar("02:00.0", 0x9000_0000L).build(), "0x90000010"))
        .isEqualTo("0000:02:00.0+10");
  }

  /// BAR 2 and 4 of a VMD function are windows to the domain behind it.
  @Test
  void windowOfAVmdFunctionComesAfterTheBarsInsideIt() {
    PlatformBuilder machine =
        twoDrives().id("01:00.0", "8086:28c0").secondBar("01:00.0", 0x9080_0000L);

    assertThat(resolve(machine.build(), "0x90800010")).isEqualTo("0000:02:00.0+10");
    assertThat(resolve(machine.build(), "0x90000010")).isEqualTo("0000:01:00.0+10");
    assertThat(resolve(machine.without("02:00.0").build(), "0x90800010"))
        .isEqualTo("0000:01:00.0+10");
  }
}
