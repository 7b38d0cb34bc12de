package io.peerscope.engine.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.topology.VmdBuses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The windows of the domain in `sample-topologies/06-vmd.txt` as they follow from the registers of
/// its VMD function, once the log no longer tells them.
class VmdWindowsTest {

  private static final PciBus ROOT = new PciBus(0x10000, 0xe0);

  private static final String TOLD =
      "pci_bus 10000:e0: root bus resource [mem 0xc0000000-0xc1ffffff]"
          + " (bus address [0xa0000000-0xa1ffffff])";
  private static final String VMLOCK_ON = "70: 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
  private static final String IDS = "00: 86 80 c0 28 06 04 10 00 04 00 04 01 10 00 00 00";
  private static final String PLAIN_REGISTERS =
      """
      30: 00 00 00 00 80 00 00 00 00 00 00 00 00 00 00 00
      40: 01 00 00 00 00 02 00 00 00 00 00 00 00 00 00 00
      50: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
      """;
  private static final String SHADOW_CAPABILITY =
      """
      30: 00 00 00 00 40 00 00 00 00 00 00 00 00 00 00 00
      40: 09 80 18 00 57 44 48 53 0f 00 00 a0 00 00 00 00
      50: 00 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00
      """;

  private static String text() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("peerscope.root", ".."))
            .resolve("sample-topologies/06-vmd.txt"));
  }

  private static List<HostBridgeWindow> windows(String text) {
    Platform platform =
        PlatformReader.read(List.of(new Input("06-vmd", text.getBytes(UTF_8)))).platform();
    return new AddressWindows(platform).of(ROOT);
  }

  @Test
  void theLogCounts() throws IOException {
    assertThat(windows(text())).extracting(HostBridgeWindow::offset).containsExactly(0x2000_0000L);
  }

  @Test
  void shadowRegistersInItsMemoryLeaveTheOffsetOpen() throws IOException {
    assertThat(windows(text().replace(TOLD, ""))).isEmpty();
  }

  @Test
  void withoutShadowRegistersBothMembarsAreIdentity() throws IOException {
    String noShadow = text().replace(TOLD, "").replace(VMLOCK_ON, VMLOCK_ON.replace("02", "00"));

    assertThat(windows(noShadow))
        .extracting(HostBridgeWindow::cpu)
        .containsExactly(
            new AddressRange(0xc000_0000L, 0xc1ff_ffffL),
            new AddressRange(0x3800_0200_2010L, 0x3800_020f_ffffL));
    assertThat(windows(noShadow)).extracting(HostBridgeWindow::offset).containsExactly(0L, 0L);
  }

  @Test
  void theVendorCapabilityTellsWhereTheHostHasThem() throws IOException {
    String vendor =
        text()
            .replace(TOLD, "")
            .replace("8086:28c0", "8086:201d")
            .replace(IDS, IDS.replace("c0 28", "1d 20"))
            .replace(PLAIN_REGISTERS, SHADOW_CAPABILITY);

    assertThat(windows(vendor))
        .extracting(HostBridgeWindow::offset)
        .containsExactly(0x2000_0000L, 0x3800_0200_0000L - 0x20_0000_0000L);
    assertThat(windows(vendor).getLast().cpu().first()).isEqualTo(0x3800_0200_2000L);
  }

  @Test
  void vmconfigNamesTheFirstBus() throws IOException {
    assertThat(firstBus(text())).contains(0xe0);
    assertThat(firstBus(text().replace("40: 01 00 00 00 00 02", "40: 01 00 00 00 00 01")))
        .contains(0x80);
    assertThat(firstBus(text().replace("40: 01 00 00 00 00 02", "40: 00 00 00 00 00 02")))
        .contains(0);
    assertThat(firstBus(text().replace("40: 01 00 00 00 00 02", "40: 01 00 00 00 00 03")))
        .isEmpty();
  }

  private static Optional<Integer> firstBus(String text) {
    Platform platform =
        PlatformReader.read(List.of(new Input("06-vmd", text.getBytes(UTF_8)))).platform();
    return VmdBuses.first(platform.topology().at(PciAddress.parse("0000:00:0e.0").orElseThrow()))
        .ifKnown();
  }

  private static String skylake() throws IOException {
    return text()
        .replace(TOLD, "")
        .replace("8086:28c0", "8086:201d")
        .replace(IDS, IDS.replace("c0 28", "1d 20"));
  }

  @Test
  void aVendorCapabilityWithoutTheSignatureHoldsNoShadowRegisters() throws IOException {
    String other =
        skylake().replace(PLAIN_REGISTERS, SHADOW_CAPABILITY.replace("57 44 48 53", "57 44 48 54"));
    String none =
        skylake()
            .replace(
                PLAIN_REGISTERS,
                SHADOW_CAPABILITY.replace("30: 00 00 00 00 40", "30: 00 00 00 00 80"));

    assertThat(windows(other)).extracting(HostBridgeWindow::offset).containsExactly(0L, 0L);
    assertThat(windows(none)).extracting(HostBridgeWindow::offset).containsExactly(0L, 0L);
  }

  @Test
  void aVendorCapabilityThatIsNotDumpedLeavesTheWindowsOpen() throws IOException {
    String cut = SHADOW_CAPABILITY.replaceAll("(?m)^50: .*\n", "");

    assertThat(windows(skylake().replace(PLAIN_REGISTERS, cut))).isEmpty();
  }

  @Test
  void aMemoryBarOfUnknownSizeMakesNoWindow() throws IOException {
    String noShadow = text().replace(TOLD, "").replace(VMLOCK_ON, VMLOCK_ON.replace("02", "00"));
    String untold =
        noShadow.replace(
            "Memory at c0000000 (32-bit, non-prefetchable) [size=32M]",
            "Memory at c0000000 (32-bit, non-prefetchable)");

    assertThat(windows(untold))
        .extracting(window -> window.cpu().first())
        .containsExactly(0x3800_0200_2010L);
  }

  @Test
  void productsThatRestrictNoBusesBeginAtBus0() throws IOException {
    assertThat(firstBus(skylake())).contains(0);
    assertThat(firstBus(text().replace("40: 01 00 00 00 00 02", "40: 01 00 00 00 00 00")))
        .contains(0);
  }
}
