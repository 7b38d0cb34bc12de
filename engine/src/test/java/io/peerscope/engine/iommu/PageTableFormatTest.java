package io.peerscope.engine.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.platform.Cpu;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTableFormatTest {

  private static PageTableFormat format(String cpu) {
    return PageTableFormat.of(Fact.known(Cpu.parse(cpu).orElseThrow(), new GivenByOption("--cpu")))
        .ifKnown()
        .orElseThrow();
  }

  @Test
  void nineBitsAreLookedUpPerLevel() {
    List<PageWalkLevel> walk =
        format("GenuineIntel/6").walk(new Iova(0xffff_f000L), PageTableFormat.SMALLEST_LEAF);

    assertThat(walk)
        .containsExactly(
            new PageWalkLevel(4, 0, 1L << 39, false),
            new PageWalkLevel(3, 3, 1L << 30, false),
            new PageWalkLevel(2, 0x1ff, 1L << 21, false),
            new PageWalkLevel(1, 0x1ff, 1L << 12, true));
  }

  @Test
  void aLargeLeafEndsTheWalkEarlier() {
    List<PageWalkLevel> walk = format("GenuineIntel/6").walk(new Iova(0x4000_0000L), 1L << 30);

    assertThat(walk).extracting(PageWalkLevel::level).containsExactly(4, 3);
    assertThat(walk.getLast().isLeaf()).isTrue();
  }

  @Test
  void amdAddsLevelsOnlyAsAddressesNeedThem() {
    PageTableFormat amd = format("AuthenticAMD/0x19");

    assertThat(amd.walk(new Iova(0xffff_f000L), 4096)).hasSize(3);
    assertThat(amd.walk(new Iova(0x8000_0000_0000L), 4096)).hasSize(4);
  }

  @ParameterizedTest(name = "{0} -> {1}, {2} bytes: {3}")
  @CsvSource({
    "40000000, 80000000, 40000000, 40000000",
    "40000000, 80000000, 3fffffff,   200000",
    "40200000, 80000000, 40000000,   200000",
    "40001000, 80000000, 40000000,     1000",
    "40000000, 80001000,   200000,     1000",
  })
  void aLeafNeedsBothSidesAlignedAndEnoughBytes(
      String iova, String physical, String bytes, String expected) {
    assertThat(
            PageTableFormat.leafSize(
                new Iova(Long.parseUnsignedLong(iova, 16)),
                new HostPhysicalAddress(Long.parseUnsignedLong(physical, 16)),
                Long.parseUnsignedLong(bytes, 16)))
        .isEqualTo(Long.parseUnsignedLong(expected, 16));
  }

  @Test
  void theIndicesOfAWalkMakeUpTheAddress() {
    Laws.over(
        "a page walk reads every bit of the address once",
        2000,
        seed -> {
          long address = new Random(seed).nextLong() & 0xffff_ffff_f000L;
          for (String cpu : List.of("GenuineIntel/6", "AuthenticAMD/0x19")) {
            long sum =
                format(cpu).walk(new Iova(address), 4096).stream()
                    .mapToLong(level -> level.index() * level.covers())
                    .sum();
            assertThat(sum).isEqualTo(address);
          }
        });
  }
}
