package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PowerState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the attributes of sysfs become.
class SysfsFactsTest {

  private static final String CARD = SysfsFixture.CARD;
  private static final String UNSET = "0x0000000000000000 0x00000000000fffff 0x0000000020040200";

  private static PciFunction card(Reading reading) {
    return Texts.function(reading, "01:00.0");
  }

  private static Bar firstBar(Reading reading) {
    return card(reading).bars().getFirst();
  }

  @Test
  void offsetOfABarIsRegisterAgainstResource() {
    Reading reading = SysfsFixture.small().read();

    assertThat(
            new BarAddresses(reading.platform())
                .busOffset(card(reading), firstBar(reading))
                .ifKnown())
        .hasValue(-0x10_0000_0000L);
    assertThat(firstBar(reading).size().ifKnown()).hasValue(0x10_0000L);
    assertThat(firstBar(reading).state()).isEqualTo(BarState.ASSIGNED);
  }

  @Test
  void barThatTheKernelGaveNoAddressIsIgnored() {
    Reading reading = SysfsFixture.small().resource(CARD, UNSET).read();

    assertThat(firstBar(reading).state()).isEqualTo(BarState.IGNORED);
    assertThat(firstBar(reading).cpu().ifKnown()).isEmpty();
    assertThat(firstBar(reading).size().ifKnown()).hasValue(0x10_0000L);
  }

  @Test
  void barOfAVirtualFunctionComesFromItsResource() {
    String vf = CARD.replace("01:00.0", "01:00.1");
    Reading reading =
        SysfsFixture.small()
            .function(vf, "0x020000", "0x15b3", "0x1018")
            .config(vf, "ffffffff 0000 1000 00 000002 00 00 00 00" + "00".repeat(0x30))
            .resource(vf, "0x00000010d0000000 0x00000010d000ffff 0x000000000014220c")
            .link(vf + "/physfn", "../0000:01:00.0")
            .read();
    PciFunction function = Texts.function(reading, "01:00.1");

    assertThat(function.kind()).isEqualTo(FunctionKind.VIRTUAL_FUNCTION);
    assertThat(function.id().ifKnown().orElseThrow()).hasToString("15b3:1018");
    assertThat(function.bars()).hasSize(1);
    assertThat(function.bars().getFirst().state()).isEqualTo(BarState.VIRTUAL);
    assertThat(function.bars().getFirst().bus().ifKnown()).isEmpty();
    assertThat(function.bars().getFirst().prefetchable()).isTrue();
    assertThat(reading.platform().topology().physicalFunctionOf(Texts.address("01:00.1")))
        .hasValue(Texts.address("01:00.0"));
  }

  /// Without rights sysfs gives 64 bytes; a program that packs by the promised size adds zeros.
  @ParameterizedTest
  @CsvSource({"0", "192", "4032"})
  void withoutRightsAcsStaysUnknown(int filling) {
    String header =
        "b315 1710 0600 1000 00 000002 00 00 00 00 000000c0"
            + "00".repeat(0x34 - 0x14)
            + "40"
            + "00".repeat(0x40 - 0x35 + filling);

    Reading reading = SysfsFixture.small().config(CARD, header).read();

    assertThat(card(reading).config().length()).isEqualTo(64);
    assertThat(card(reading).capabilities().acs().ifKnown()).isEmpty();
    assertThat(card(reading).kind()).isEqualTo(FunctionKind.FUNCTION);
  }

  @Test
  void systemFactsAreRead() {
    var system =
        card(SysfsFixture.small()
                .file(CARD + "/numa_node", "1\n")
                .file(CARD + "/dma_mask_bits", "48\n")
                .file(CARD + "/power_state", "D0\n")
                .file(CARD + "/current_link_speed", "16.0 GT/s PCIe\n")
                .file(CARD + "/current_link_width", "8\n")
                .file(CARD + "/max_link_speed", "2.5 GT/s\n")
                .file(CARD + "/max_link_width", "16\n")
                .file(CARD + "/p2pmem/size", "16777216\n")
                .file(CARD + "/p2pmem/available", "4096\n")
                .file(CARD + "/p2pmem/published", "1\n")
                .link(CARD + "/driver", "../../../../bus/pci/drivers/mlx5_core")
                .link(CARD + "/iommu_group", "../../../../kernel/iommu_groups/7")
                .file("sys/bus/pci/slots/4-1/address", "0000:01:00\n")
                .read())
            .system();

    assertThat(system.numaNode().ifKnown()).hasValue(1);
    assertThat(system.dmaMask().ifKnown()).hasValue(0xffff_ffff_ffffL);
    assertThat(system.power().ifKnown()).hasValue(PowerState.D0);
    assertThat(system.link().ifKnown().orElseThrow()).hasToString("x8 16 GT/s");
    assertThat(system.linkLimit().ifKnown().orElseThrow()).hasToString("x16 2.5 GT/s");
    assertThat(system.driver().ifKnown()).hasValue("mlx5_core");
    assertThat(system.iommuGroup().ifKnown()).hasValue(7);
    assertThat(system.slot().ifKnown()).hasValue("4-1");
    var memory = system.peerMemory().ifKnown().orElseThrow().orElseThrow();
    assertThat(memory.size()).isEqualTo(16 << 20);
    assertThat(memory.available().ifKnown()).hasValue(4096L);
    assertThat(memory.published().ifKnown()).hasValue(true);
  }

  @ParameterizedTest
  @CsvSource({
    "numa_node,-1",
    "dma_mask_bits,0",
    "dma_mask_bits,65",
    "power_state,unknown",
    "p2pmem/available,4096",
    "p2pmem/size,much",
    "current_link_width,8",
    "current_link_speed,8 GT/s",
  })
  void valuesThatTellNothingStayUnknown(String attribute, String value) {
    var system =
        card(SysfsFixture.small().file(CARD + "/" + attribute, value + "\n").read()).system();

    assertThat(system.numaNode().ifKnown()).isEmpty();
    assertThat(system.dmaMask().ifKnown()).isEmpty();
    assertThat(system.power().ifKnown()).isEmpty();
    assertThat(system.peerMemory().ifKnown()).isEmpty();
    assertThat(system.link().ifKnown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"63, Unknown", "63, 8.0 GT/s PCIe", "-1, 8.0 GT/s PCIe", "8, Unknown"})
  void linkOfNoSpeedOrWidthIsNone(String width, String speed) {
    var system =
        card(SysfsFixture.small()
                .file(CARD + "/current_link_width", width + "\n")
                .file(CARD + "/current_link_speed", speed + "\n")
                .read())
            .system();

    assertThat(system.link().ifKnown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "2, "})
  void peerMemoryIsPublishedOrNotOrUntold(String published, Boolean expected) {
    var system =
        card(SysfsFixture.small()
                .file(CARD + "/p2pmem/size", "4096\n")
                .file(CARD + "/p2pmem/published", published + "\n")
                .read())
            .system();

    assertThat(system.peerMemory().ifKnown().orElseThrow().orElseThrow().published().ifKnown())
        .isEqualTo(java.util.Optional.ofNullable(expected));
  }

  /// Flags of `include/linux/ioport.h`.
  @ParameterizedTest
  @CsvSource({
    "0x0000000000040101, IO",
    "0x0000000000040200, MEMORY_32",
    "0x0000000000040202, MEMORY_LOW_1M",
    "0x0000000000140204, MEMORY_64",
  })
  void kindOfABarFollowsFromTheFlagsWhereNoRegisterIsTold(String flags, BarKind kind) {
    var card =
        card(
            SysfsFixture.small()
                .without(CARD + "/config")
                .resource(CARD, "0x00000000000c0000 0x00000000000cffff " + flags)
                .read());

    assertThat(card.bars().getFirst().kind()).isEqualTo(kind);
  }

  @Test
  void domainOfVmdHangsBelowTheFunctionThatOpenedIt() {
    String vmd = "sys/devices/pci0000:00/0000:00:0e.0";
    String port = vmd + "/pci10000:e0/10000:e0:1d.0";
    Reading reading =
        SysfsFixture.small()
            .function(vmd, "0x010400", "0x8086", "0x201d")
            .function(port, "0x060400", "0x8086", "0x2030")
            .config(port, SysfsFixture.bridgeHeader("e1", "e1"))
            .function(port + "/10000:e1:00.0", "0x010802", "0x8086", "0x0a54")
            .read();
    var topology = reading.platform().topology();

    assertThat(topology.parentOf(Texts.address("10000:e0:1d.0")))
        .isEqualTo(new Parent.RootBus(Texts.address("10000:e0:1d.0").onBus()));
    assertThat(topology.parentOf(Texts.address("10000:e1:00.0")))
        .isEqualTo(new Parent.Below(Texts.address("10000:e0:1d.0")));
    assertThat(topology.domainOpener(0x10000).orElseThrow().ifKnown())
        .hasValue(Texts.address("00:0e.0"));
  }

  @Test
  void linkWhoseTargetIsNotInTheTreeStillTellsThePlace() {
    Reading reading = SysfsFixture.small().without(CARD).read();

    assertThat(reading.platform().topology().parentOf(Texts.address("01:00.0")))
        .isEqualTo(new Parent.Below(Texts.address("00:01.0")));
  }

  @Test
  void pathCountsBeforeBusNumbersAndTheContradictionIsTold() {
    String port = "sys/devices/pci0000:00/0000:00:02.0";
    Reading reading =
        SysfsFixture.small()
            .config("sys/devices/pci0000:00/0000:00:01.0", SysfsFixture.bridgeHeader("05", "05"))
            .function(port, "0x060400", "0x8086", "0x1236")
            .config(port, SysfsFixture.bridgeHeader("01", "01"))
            .read();

    assertThat(reading.platform().topology().parentOf(Texts.address("01:00.0")))
        .isEqualTo(new Parent.Below(Texts.address("00:01.0")));
    assertThat(reading.diagnostics())
        .extracting(each -> each.code())
        .containsExactly("place-conflict");
  }

  /// Each says that it hangs below the other.
  @Test
  void craftedPathsDoNotLoop() {
    Reading reading =
        new SysfsFixture()
            .function("sys/devices/pci0000:00/0000:00:01.0/0000:00:02.0", "0x060400", "0x1", "0x1")
            .function("sys/devices/pci0000:00/0000:00:02.0/0000:00:01.0", "0x060400", "0x1", "0x1")
            .read();

    reading
        .platform()
        .topology()
        .functions()
        .forEach(function ->
            assertThat(reading.platform().topology().upstreamPath(function.address()).functions())
                .hasSizeLessThan(3));
  }

  @ParameterizedTest
  @CsvSource({
    "DMA-FQ, TRANSLATED",
    "DMA,    TRANSLATED",
    "identity, PASSTHROUGH",
  })
  void typeOfTheGroupsTellsHowDmaIsMapped(String type, IommuMode mode) {
    Reading reading = SysfsFixture.small().file(GROUP + "/type", type + "\n").read();

    assertThat(reading.platform().iommu().ifKnown()).hasValue(mode);
  }

  private static final String GROUP = "sys/kernel/iommu_groups/0";

  @Test
  void groupsOfDifferentOrStrangeTypesTellNothingForAll() {
    Reading mixed =
        SysfsFixture.small()
            .file(GROUP + "/type", "DMA\n")
            .file("sys/kernel/iommu_groups/1/type", "identity\n")
            .read();
    Reading strange = SysfsFixture.small().file(GROUP + "/type", "unknown\n").read();

    assertThat(mixed.platform().iommu().ifKnown()).isEmpty();
    assertThat(strange.platform().iommu().ifKnown()).isEmpty();
  }

  @Test
  void membersOfAGroupAreKnownFromTheGroupAlone() {
    Reading reading =
        SysfsFixture.small().link(GROUP + "/devices/0000:01:00.0", "../../../../devices/x").read();

    assertThat(card(reading).system().iommuGroup().ifKnown()).hasValue(0);
  }

  @Test
  void copyWithoutTheFoldersOfIommusDoesNotTellThatThereIsNone() {
    Reading silent = SysfsFixture.small().file("proc/cmdline", "quiet\n").read();

    assertThat(silent.platform().iommu().ifKnown()).isEmpty();
  }

  @Test
  void emptyFoldersOfIommusTellThatThereIsNone() {
    SysfsFixture empty =
        SysfsFixture.small().file("sys/kernel/iommu_groups/", "").file("sys/class/iommu/", "");

    assertThat(empty.read().platform().iommu().ifKnown()).isEmpty();
    assertThat(empty.file("proc/cmdline", "ro quiet\n").read().platform().iommu().ifKnown())
        .hasValue(IommuMode.OFF);
    assertThat(empty.file("proc/cmdline", "swiotlb=force\n").read().platform().iommu().ifKnown())
        .hasValue(IommuMode.SWIOTLB_FORCE);
  }

  @Test
  void memoryMapGivesRamAndWindowsOfX86() {
    Reading reading =
        SysfsFixture.small()
            .without(CARD + "/resource")
            .file("proc/cpuinfo", "vendor_id\t: GenuineIntel\ncpu family\t: 6\n")
            .file(
                "proc/iomem",
                """
                00000000-00000fff : Reserved
                00001000-0009ffff : System RAM
                  00002000-00002fff : Reserved
                c0000000-dfffffff : PCI Bus 0000:00
                  c0000000-c00fffff : PCI Bus 0000:01
                """)
            .read();

    assertThat(reading.platform().memory())
        .extracting(range -> range.kind() + " " + range.cpu())
        .containsExactly("RESERVED 0x0-0xfff", "RAM 0x1000-0x9ffff");
    assertThat(reading.platform().windows())
        .extracting(window -> window.hostBridge() + " " + window.cpu() + " " + window.bus())
        .containsExactly("0000:00 0xc0000000-0xdfffffff 0xc0000000-0xdfffffff");
  }

  @Test
  void memoryMapOfZerosTellsNothing() {
    Reading reading =
        SysfsFixture.small()
            .file("proc/iomem", "00000000-00000000 : System RAM\n00000000-00000000 : x\n")
            .read();

    assertThat(reading.platform().memory()).isEmpty();
    assertThat(Texts.problems(reading)).containsExactly("memory-map-hidden:0");
  }

  @Test
  void hexRowsBesideSysfsWithoutRightsCompleteIt() {
    String rows =
        "01:00.0 Ethernet controller [0200]: Acme Card [15b3:1017]\n"
            + "00: b3 15 17 10 06 00 00 00 00 00 00 02 00 00 00 00\n"
            + "10: 00 00 00 c0"
            + " 00".repeat(12)
            + "\n"
            + "20:"
            + " 00".repeat(16)
            + "\n"
            + "30:"
            + " 00".repeat(16)
            + "\n"
            + "40:"
            + " 00".repeat(16)
            + "\n\n";

    Reading reading =
        PlatformReader.read(
            List.of(
                new Input("x.tar", SysfsFixture.small().tar()),
                new Input("x.txt", rows.getBytes(StandardCharsets.UTF_8))));

    assertThat(card(reading).config().length()).isEqualTo(0x50);
    assertThat(firstBar(reading).cpu().ifKnown()).isPresent();
    assertThat(firstBar(reading).bus().toString()).contains("x.txt");
    assertThat(reading.diagnostics()).isEmpty();
  }

  @Test
  void contradictionsBetweenSysfsAndTextAreTold() {
    String text =
        """
        01:00.0 Ethernet controller [0200]: Acme Card [15b3:9999]
        \tNUMA node: 1
        \tRegion 0: Memory at c0000000 (32-bit, non-prefetchable) [size=1M]
        \tKernel driver in use: vfio-pci
        """;

    Reading reading =
        PlatformReader.read(
            List.of(
                new Input(
                    "x.tar",
                    SysfsFixture.small()
                        .file(CARD + "/numa_node", "0\n")
                        .link(CARD + "/driver", "../../x/mlx5_core")
                        .tar()),
                new Input("x.txt", text.getBytes(StandardCharsets.UTF_8))));

    assertThat(Texts.problems(reading))
        .containsExactly("duplicate-function:1", "conflict:2", "conflict:3", "conflict:4");
    assertThat(card(reading).system().driver().ifKnown()).hasValue("mlx5_core");
    assertThat(card(reading).system().numaNode().ifKnown()).hasValue(0);
  }

  @Test
  void attributesThatCannotBeReadAreToldAndTheRestIsRead() {
    Reading reading =
        SysfsFixture.small()
            .file(CARD + "/class", "ethernet\n")
            .file(CARD + "/resource", "0x0 0x0\n")
            .read();

    assertThat(reading.diagnostics())
        .extracting(each -> each.code())
        .containsOnly("malformed-attribute")
        .hasSize(2);
    assertThat(card(reading).id().ifKnown()).isPresent();
  }
}
