package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.platform.HostBridgeWindow;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a host bridge's node in the device tree tells (IEEE 1275, PCI Bus Binding).
class DeviceTreeTest {

  private static final String NODE = "sys/firmware/devicetree/base/pcie@0";

  private static final String FLAGS_64 = "43000000 ";
  private static final String FLAGS_32 = "02000000 ";
  private static final String FLAGS_IO = "01000000 ";

  /// bus 0x80000000, CPU 0x6_0000_0000 in two cells, 256 MiB in two cells
  private static final String TWO_CELLS = "00000000 80000000 00000006 00000000 00000000 10000000";

  /// The same with a CPU address of one cell, 0x60000000.
  private static final String ONE_CELL = "00000000 80000000 60000000 00000000 10000000";

  private static SysfsFixture machine(String ranges) {
    return SysfsFixture.small()
        .link("sys/devices/pci0000:00/of_node", "../../firmware/devicetree/base/pcie@0")
        .bytes(NODE + "/ranges", bytes(ranges));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String windows(SysfsFixture machine) {
    return String.join(
        ", ", machine.read().platform().windows().stream().map(DeviceTreeTest::spell).toList());
  }

  private static String spell(HostBridgeWindow window) {
    return "%x-%x at %x".formatted(window.bus().first(), window.bus().last(), window.cpu().first());
  }

  @Test
  void memoryOfBothWidthsIsAWindowAndPortsAreNot() {
    String ranges =
        FLAGS_64 + TWO_CELLS + FLAGS_IO + TWO_CELLS + FLAGS_32 + TWO_CELLS.replace("80", "90");

    assertThat(windows(machine(ranges)))
        .isEqualTo("80000000-8fffffff at 600000000, 90000000-9fffffff at 600000000");
  }

  @Test
  void theNodeAboveTellsHowLongCpuAddressesAre() {
    assertThat(
            windows(
                machine(FLAGS_32 + ONE_CELL)
                    .bytes("sys/firmware/devicetree/base/#address-cells", bytes("00000001"))))
        .isEqualTo("80000000-8fffffff at 60000000");
    assertThat(windows(machine(FLAGS_32 + ONE_CELL)))
        .as("as the length tells")
        .isEqualTo("80000000-8fffffff at 60000000");
    assertThat(windows(machine((FLAGS_32 + ONE_CELL).repeat(7))))
        .as("7 ranges of one cell are as long as 6 of two")
        .isEmpty();
  }

  @Test
  void sizesMayBeOfOneCell() {
    assertThat(
            windows(
                machine(FLAGS_32 + "00000000 80000000 00000006 00000000 10000000")
                    .bytes(NODE + "/#size-cells", bytes("00000001"))
                    .bytes("sys/firmware/devicetree/base/#address-cells", bytes("00000002"))))
        .isEqualTo("80000000-8fffffff at 600000000");
  }

  @ParameterizedTest
  @CsvSource({
    "02000000 00000000 80000000 00000006 00000000 00000000 00000000",
    "02000000 ffffffff f0000000 00000006 00000000 00000000 20000000",
    "02000000 00000000 80000000 ffffffff f0000000 00000000 20000000",
    "02000000 00000000 80000000 00000006 00000000 00000000 100000",
    "''",
  })
  void rangesThatCannotBeTellNothing(String ranges) {
    assertThat(windows(machine(ranges))).isEmpty();
  }

  @Test
  void damagedCellCountsAreAsGoodAsNone() {
    assertThat(
            windows(
                machine(FLAGS_64 + TWO_CELLS)
                    .bytes(NODE + "/#size-cells", bytes("00000003"))
                    .bytes("sys/firmware/devicetree/base/#address-cells", bytes("0001"))))
        .isEqualTo("80000000-8fffffff at 600000000");
  }

  @Test
  void dmaRangesTellWhatDevicesReach() {
    var inbound =
        SysfsFixture.small()
            .link("sys/devices/pci0000:00/of_node", "../../firmware/devicetree/base/pcie@0")
            .bytes(NODE + "/dma-ranges", bytes(FLAGS_64 + TWO_CELLS))
            .read()
            .platform()
            .inbound();

    assertThat(inbound)
        .singleElement()
        .satisfies(range -> {
          assertThat(range.bus().first()).isEqualTo(0x8000_0000L);
          assertThat(range.cpu().first()).isEqualTo(0x6_0000_0000L);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ibm,ioda3-phb         | PowerNV",
        "IBM,Logical_PHB       | pSeries",
        "pci-host-ecam-generic | unknown",
      })
  void hostBridgesTellThePlatform(String compatible, String platform) {
    var firmware =
        SysfsFixture.small()
            .link("sys/devices/pci0000:00/of_node", "../../firmware/devicetree/base/pcie@0")
            .file(NODE + "/compatible", "acme,first\0" + compatible + "\0")
            .read()
            .platform()
            .firmware();

    assertThat(firmware.ifKnown().orElse("unknown")).isEqualTo(platform);
  }
}
