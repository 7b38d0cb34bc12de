package io.peerscope.engine.format;

import static io.peerscope.engine.format.Texts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines about the machine as a whole beside a listing.
class MachineLinesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vendor_id       : AuthenticAMD~cpu family      : 25             | AuthenticAMD/0x19
          vendor_id : GenuineIntel~cpu family : 6                         | GenuineIntel/0x6
          [    0.2] smpboot: CPU0: AMD EPYC 7713 64-Core Processor (family: 0x19, model: 0x1, stepping: 0x1) | AuthenticAMD/0x19
          smpboot: CPU0: Intel(R) Xeon(R) Gold 6338 (family: 0x6, model: 0x6a, stepping: 0x6) | GenuineIntel/0x6
          cpu             : POWER9, altivec supported                     | POWER9/0x0
          """)
  void theProcessorIsTold(String lines, String cpu) {
    Platform platform = platform(lines);

    assertThat(platform.cpu().ifKnown().map(Cpu::toString)).contains(cpu);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [    0.000000] Linux version 6.1.0-50-amd64 (debian-kernel@lists.debian.org) | 6.1
          Linux version 6.12.3                                                         | 6.12
          Linux box 5.10.0-8-amd64 #1 SMP Debian 5.10.46-4 (2021-08-03) x86_64         | 5.10
          """)
  void theKernelIsTold(String line, String version) {
    assertThat(platform(line).kernel().ifKnown()).isEqualTo(KernelVersion.parse(version));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          iommu: Default domain type: Translated~pci 0000:00:01.0: Adding to iommu group 0 | TRANSLATED
          iommu: Default domain type: Passthrough (set via kernel command line)           | PASSTHROUGH
          iommu: Default domain type: Translated                                          | -
          Kernel command line: quiet iommu=pt~DMAR: Intel(R) Virtualization Technology for Directed I/O | PASSTHROUGH
          Kernel command line: quiet intel_iommu=off                                      | OFF
          Kernel command line: quiet swiotlb=force                                        | SWIOTLB_FORCE
          Kernel command line: quiet                                                      | -
          """)
  void theMappingIsToldWhereAnIommuIsSeenOrExcluded(String lines, IommuMode mode) {
    assertThat(platform(lines).iommu().ifKnown()).isEqualTo(Optional.ofNullable(mode));
  }

  @Test
  void hostBridgeWindowsAreTold() {
    Platform platform =
        platform(
            "pci_bus 0000:00: root bus resource [mem 0x600c000000000-0x600c07ffeffff]"
                + " (bus address [0x80000000-0xfffeffff])"
                + "~pci_bus 10000:e0: root bus resource [mem 0x90000000-0x9fffffff window]"
                + "~pci_bus 0000:00: root bus resource [bus 00-ff]");

    assertThat(platform.windows())
        .containsExactly(
            new HostBridgeWindow(
                new PciBus(0, 0),
                new AddressRange(0x600c000000000L, 0x600c07ffeffffL),
                new AddressRange(0x80000000L, 0xfffeffffL),
                new SourcePosition("0.txt", 1)),
            new HostBridgeWindow(
                new PciBus(0x10000, 0xe0),
                new AddressRange(0x90000000L, 0x9fffffffL),
                new AddressRange(0x90000000L, 0x9fffffffL),
                new SourcePosition("0.txt", 2)));
  }

  @Test
  void thePlatformOfPowerIsTold() {
    assertThat(platform("platform        : PowerNV").firmware().ifKnown()).contains("PowerNV");
  }

  @Test
  void linesThatContradictEachOtherTellNothing() {
    Fact<KernelVersion> kernel = platform("Linux version 6.1.0~Linux version 6.12.0").kernel();

    assertThat(kernel)
        .isEqualTo(Fact.unknown("the input tells both 6.1 (0.txt:1) and 6.12 (0.txt:2)"));
  }

  @Test
  void commentsTellNothing() {
    assertThat(platform("# Linux version 6.1.0").kernel().ifKnown()).isEmpty();
  }

  @Test
  void aFileWithoutFunctionsIsRefused() {
    Reading reading = read("Linux version 6.1.0\n");

    assertThat(Texts.problems(reading)).containsExactly("not-understood:0");
  }

  private static Platform platform(String lines) {
    return read(lines.replace('~', '\n') + "\n\n00:00.0 Host bridge: Acme\n").platform();
  }
}
