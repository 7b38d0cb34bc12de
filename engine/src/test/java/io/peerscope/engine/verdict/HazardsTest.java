package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may spoil a DMA that every gate allows.
class HazardsTest {

  private static DmaRequest write(String client, String target) {
    return DmaRequest.page(
        at(name(client)), DmaTarget.parse(target).orElseThrow(), Operation.WRITE);
  }

  private static List<String> hazards(String settings, DmaRequest request) {
    Platform platform = machine(settings).build();
    return new Judge(platform, TranslatorPlacement.Named.NONE)
        .judge(request).hazards().stream().map(Hazard::code).toList();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "03:00.0:BAR0+0xff000, iommu off,           ''",
    "03:00.0:BAR0+0xff001, iommu off,           crosses-bar-end",
    "03:00.0:BAR0+0xff001, ?size A,             ''",
    "03:00.0:BAR0,         barstate A=DISABLED, decoding-off",
    "host:0x1000,          iommu off,           ''",
  })
  void bytesThatTheBarDoesNotAnswer(String target, String settings, String expected) {
    assertThat(hazards(settings, write("B", target)))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  /// BAR 0 of A is 2000_0010_0000, 1 MiB. Where its size is not told, its first byte is its own.
  @ParameterizedTest(name = "{1} at IOVA {2} with {0}")
  @CsvSource({
    "iommu translated,                     B, 200000100000, iova-overlaps-peer-bar",
    "iommu translated,                     B, 2000001ff000, iova-overlaps-peer-bar",
    "iommu translated,                     A, 200000100000, ''",
    "iommu translated,                     G, 200000100000, ''",
    "iommu translated; ?size A,            B, 200000100000, iova-overlaps-peer-bar",
    "iommu translated; ?size A,            B, 200000101000, ''",
    "iommu translated; ?cpu; cpubar A=9000, B, 200000100000, ''",
    "iommu translated; no RP2,             D, 200000100000, ''",
  })
  void iovaThatIsAlsoAPeersBusAddress(
      String settings, String client, String iova, String expected) {
    DmaRequest request =
        write(client, "host:0x5000").at(new Iova(Long.parseUnsignedLong(iova, 16)));

    assertThat(hazards(settings, request))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  /// RAM ends where the client's view of it does, or before.
  @ParameterizedTest(name = "BAR at {0}, RAM {1}")
  @CsvSource({
    "20000ffff000, 0=10000000,        bus-address-overlaps",
    "200010000000, 0=10000000,        ''",
    "1ffffffff000, 0=10000000,        ''",
    "2000bffff000, 0=100000000,       bus-address-overlaps",
    "2000c0000000, 0=100000000,       ''",
    "20000ffff000, 10000000=10000000, ''",
  })
  void ramIsWhereTheInboundRangePutsIt(String bar, String ram, String expected) {
    String settings =
        "bar A=%s; iommu off; ram %s; inbound 00=0=200000000000=c0000000".formatted(bar, ram);

    assertThat(hazards(settings, write("B", "03:00.0")))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  /// A page at bus 2000_0010_0000 for a client that reaches so far, or not.
  @ParameterizedTest
  @CsvSource({"200000100fff, ''", "200000100ffe, address-exceeds-mask", "?, ''"})
  void busAddressIsNotCheckedAgainstTheMask(String mask, String expected) {
    String settings = mask.equals("?") ? "iommu off" : "iommu off; mask B=" + mask;

    assertThat(hazards(settings, write("B", "03:00.0")))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @CsvSource({"100000000, ''", "100001000, address-exceeds-mask"})
  void iovaOfAUserIsNotCheckedAgainstTheMask(String iova, String expected) {
    DmaRequest request = write("D", "host:0x5000").at(new Iova(Long.parseUnsignedLong(iova, 16)));

    assertThat(hazards("iommu translated; mask D=100000fff", request))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  /// A hook that passed the page on put no bus address into the IOMMU's table.
  @Test
  void translationOfAnIovaIsRightWhereNoHookHadTheBusAddressMapped() {
    Platform shifted =
        machine(
                "bar A=210000000000; acs DP1=1d; id H=8086:09a2; iommu translated;"
                    + " window 00=600000000000=210000000000=10000000")
            .build();
    Verdict verdict =
        new Judge(shifted, TranslatorPlacement.Named.SWITCHES).judge(write("B", "03:00.0"));

    assertThat(verdict.asked()).isNotEmpty();
    assertThat(verdict.hazards()).isEmpty();
  }

  /// The BAR is at bus 2000_0000_0000; inbound ranges are CPU start, bus start and size.
  @ParameterizedTest(name = "RAM {0} seen through {1}")
  @CsvSource({
    "ram 0=100000000,        inbound 00=0=200000000000=c0000000,        bus-address-overlaps",
    "ram 10000000=10000000,  inbound 00=0=200000000000=c0000000,        ''",
    "ram 0=80000000,         inbound 00=40000000=200000000000=40000000, bus-address-overlaps",
    "ram 0=40000000,         inbound 00=40000000=200000000000=40000000, ''",
    "ram 200000000000=10000, inbound 00=0=200000000000=c0000000,        ''",
    "ram 200000000000=10000, inbound 40=0=200000000000=c0000000,        bus-address-overlaps",
    "reserved 0=100000000,   inbound 00=0=200000000000=c0000000,        ''",
  })
  void busAddressThatIsRamAsTheClientSeesIt(String ram, String inbound, String expected) {
    String settings = "bar A=200000000000; iommu off; %s; %s".formatted(ram, inbound);

    assertThat(hazards(settings, write("B", "03:00.0")))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }
}
