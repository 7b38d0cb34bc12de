package io.peerscope.engine.format;

import static io.peerscope.engine.format.Texts.address;
import static io.peerscope.engine.format.Texts.function;
import static io.peerscope.engine.format.Texts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What people write into tickets and forums: pieces, lists, several machines, lost tabs.
class TicketTextTest {

  @Test
  void aTextThatGoesOnWithAnotherHostIsReadUpToThere() {
    Reading reading =
        read(
            """
            on node01:
            root@node01:~# lspci -tv
            -[0000:00]-+-00.0  Acme Root
                       \\-01.0-[01]----00.0  Acme Card
            and here the card sits elsewhere:
            [root@node02 ~]# lspci -tv
            -[0000:00]-+-00.0  Acme Root
                       +-01.0-[01]--
                       \\-02.0-[02]----00.0  Acme Card
            """);

    assertThat(addresses(reading)).containsExactly("0000:00:00.0", "0000:00:01.0", "0000:01:00.0");
    assertThat(codes(reading)).containsExactly("several-hosts");
  }

  @Test
  void theFirstHostIsReadAgainWhereItComesBack() {
    Reading reading =
        read(
            """
            me@one:~$ lspci
            00:00.0 Host bridge: Acme Root
            me@two:~$ lspci
            00:02.0 Audio device: Acme Sound
            me@one:~$ lspci -s 3
            00:03.0 Audio device: Acme Sound
            """);

    assertThat(addresses(reading)).containsExactly("0000:00:00.0", "0000:00:03.0");
  }

  @Test
  void aComparisonOfTwoStatesIsNotReadAsOne() {
    Reading reading =
        read(
            """
             00:00.0 Host bridge [0600]: Intel Corporation Device [8086:09a2] (rev 04)
            -01:00.0 3D controller [0302]: NVIDIA Corporation GA100 [10de:20f1] (rev a1)
            +02:00.0 3D controller [0302]: NVIDIA Corporation GA100 [10de:20f1] (rev a1)
            """);

    assertThat(addresses(reading)).containsExactly("0000:00:00.0");
    assertThat(function(reading, "00:00.0").id().ifKnown())
        .contains(new VendorDevice(0x8086, 0x09a2));
    assertThat(codes(reading)).containsExactly("comparison");
  }

  @Test
  void linesThatSomebodyPickedDoNotMakeARootBus() {
    Reading reading =
        read(
            """
            00:02.0 VGA compatible controller: Intel Corporation Graphics
            01:00.0 VGA compatible controller: NVIDIA Corporation GA102 [GeForce RTX 3090]
            """);

    assertThat(reading.platform().topology().parentOf(address("01:00.0")))
        .isInstanceOf(Parent.Untold.class);
  }

  @Test
  void aPieceOfTheKernelsLogDoesNotMakeARootBus() {
    Reading reading =
        read(
            """
            Nov 23 10:12:01 host kernel: pci 0000:00:01.0: [8086:1901] type 01 class 0x060400
            Nov 23 10:12:01 host kernel: pci 0000:00:01.0: PCI bridge to [bus 01]
            Nov 23 10:12:01 host kernel: pci 0000:01:00.0: [10de:2204] type 00 class 0x030000
            [Mon Nov 23 10:12:01 2026] pci 0000:02:00.0: [1af4:0001] type 00 class 0x088000
            """);

    assertThat(reading.platform().topology().parentOf(address("01:00.0")))
        .isEqualTo(new Parent.Below(address("00:01.0")));
    assertThat(reading.platform().topology().parentOf(address("02:00.0")))
        .isInstanceOf(Parent.Untold.class);
  }

  @Test
  void functionsInAListOrInTheLettersOfCodeAreRead() {
    Reading reading =
        read(
            """
            These are affected:
            * 00:1c.0 PCI bridge: Acme Port (rev f1)
            - 01:00.0 Network controller: Acme Card
            `03:00.0 Non-Volatile memory controller: Acme Disk`
            """);

    assertThat(addresses(reading)).containsExactly("0000:00:1c.0", "0000:01:00.0", "0000:03:00.0");
    assertThat(function(reading, "03:00.0").name()).isEqualTo("Acme Disk");
  }

  @Test
  void propertiesWhoseTabsWereLostStayPropertiesOfTheirFunction() {
    Reading reading =
        read(
            """
            01:00.0 Ethernet controller: Mellanox Technologies MT27800 Family [ConnectX-5]
            Subsystem: Mellanox Technologies ConnectX-5 EN network interface card
            Control: I/O- Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR-
            NUMA node: 0
            IOMMU group: 22
            Region 0: Memory at 3c800000000 (64-bit, prefetchable) [size=32M]
            Kernel driver in use: mlx5_core

            """);
    PciFunction card = function(reading, "01:00.0");

    assertThat(card.name()).isEqualTo("Mellanox Technologies MT27800 Family [ConnectX-5]");
    assertThat(card.system().numaNode().ifKnown()).contains(0);
    assertThat(card.system().iommuGroup().ifKnown()).contains(22);
    assertThat(card.system().driver().ifKnown()).contains("mlx5_core");
    assertThat(card.bars()).hasSize(1);
  }

  @Test
  void groupsOfUnraidHaveTheIdsInFront() {
    Reading reading =
        read(
            """
            IOMMU group 1:\t[8086:1901] 00:01.0 PCI bridge: Intel Corporation Port (rev 0a)
            \t\t[10de:1e87] 01:00.0 VGA compatible controller: NVIDIA Corporation TU104 (rev a1)
            IOMMU group 2:\t[8086:a36d] 00:14.0 USB controller: Intel Corporation Hub (rev 10)
            Group 3:\t\t[8086:a36e] [R] 00:15.0  USB controller                  Intel Hub
            Group:  4   0000:00:16.0 Audio device [0403]: Acme Sound [1af4:0004] (rev 0a)
            """);

    assertThat(groups(reading))
        .containsExactly(
            "0000:00:01.0 1",
            "0000:00:14.0 2",
            "0000:00:15.0 3",
            "0000:00:16.0 4",
            "0000:01:00.0 1");
    assertThat(function(reading, "01:00.0").id().ifKnown())
        .contains(new VendorDevice(0x10de, 0x1e87));
    assertThat(function(reading, "00:01.0").classCode().ifKnown().map(ClassCode::baseAndSub))
        .contains(0x0604);
    assertThat(function(reading, "00:15.0").name()).isEqualTo("Intel Hub");
  }

  @Test
  void tableOfProxmoxTellsGroupsIdsAndClasses() {
    Reading reading =
        read(
            """
            ┌──────────┬────────┬──────────────┬────────────┬────────┬─────────────┐
            │ class    │ device │ id           │ iommugroup │ vendor │ device_name │
            ╞══════════╪════════╪══════════════╪════════════╪════════╪═════════════╡
            │ 0x010601 │ 0xa352 │ 0000:00:17.0 │          8 │ 0x8086 │ SATA        │
            ├──────────┼────────┼──────────────┼────────────┼────────┼─────────────┤
            │ 0x030000 │ 0x2204 │ 0000:01:00.0 │         -1 │ 0x10de │ GA102       │
            └──────────┴────────┴──────────────┴────────────┴────────┴─────────────┘
            """);

    assertThat(groups(reading)).containsExactly("0000:00:17.0 8", "0000:01:00.0 ?");
    assertThat(function(reading, "00:17.0").id().ifKnown())
        .contains(new VendorDevice(0x8086, 0xa352));
    assertThat(function(reading, "01:00.0").classCode().ifKnown().map(ClassCode::baseAndSub))
        .contains(0x0300);
  }

  @Test
  void everyGpuOfTheQueryOfNvidiaSmiIsThere() {
    assertThat(
            addresses(
                read("GPU 00000000:17:00.0\n    Product Name : Acme\nGPU 0000000A:2A:00.0\n")))
        .containsExactly("0000:17:00.0", "000a:2a:00.0");
  }

  @Test
  void headingsOfNvidiaSmiThatRanTogetherAreParted() {
    Reading reading =
        read(
            """
                    GPU0    NIC0    NIC1NIC2    CPU Affinity    NUMA Affinity
            GPU0     X      PIX     SYS     NODE    0-23    0
            NIC0    PIX      X      SYS     NODE
            NIC1    SYS     SYS      X      NODE
            NIC2    NODE    NODE    NODE     X
            """);

    assertThat(reading.matrices().getFirst().names())
        .isEqualTo(List.of("GPU0", "NIC0", "NIC1", "NIC2"));
  }

  @Test
  void drawingsOfLstopoAreRefusedWithAdvice() {
    Reading reading =
        read("Machine (63GB)\n  HostBridge\n    PCIBridge\n      PCI 01:00.0 (VGA)\n");

    assertThat(reading.diagnostics().getFirst().message()).contains("lstopo --of xml");
  }

  @Test
  void aPlaceInAnotherDomainIsNotBelieved() {
    Reading reading =
        read("P: /devices/pci0000:00/0000:00:0e.0/pci10000:e0/10009:e0:1d.0/10000:e1:00.0\n");

    assertThat(reading.platform().topology().parentOf(address("10000:e1:00.0")))
        .isInstanceOf(Parent.Untold.class);
    assertThat(codes(reading)).contains("place-conflict");
  }

  private static List<String> addresses(Reading reading) {
    return reading.platform().topology().functions().stream()
        .map(PciFunction::address)
        .map(PciAddress::toString)
        .toList();
  }

  private static List<String> groups(Reading reading) {
    return reading.platform().topology().functions().stream()
        .map(each -> each.address() + " " + group(each).map(Object::toString).orElse("?"))
        .toList();
  }

  private static Optional<Integer> group(PciFunction function) {
    return function.system().iommuGroup().ifKnown();
  }

  private static List<String> codes(Reading reading) {
    return reading.diagnostics().stream().map(Diagnostic::code).distinct().toList();
  }
}
