package io.peerscope.engine.iommu;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.iommu.ReservedRange.Kind;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IovaSpaceTest {

  private static final long FOUR_GIB_MASK = 0xffff_ffffL;

  private static PlatformBuilder machine() {
    return aPlatform().rootPort("00:01.0", 1).endpoint("01:00.0");
  }

  private static IovaSpace spaceOf(Platform platform) {
    return new IovaSpaces(platform).of(at("01:00.0"));
  }

  private static AddressRange page(long address) {
    return AddressRange.ofSize(address, 4096);
  }

  @Test
  void windowsOfTheHostBridgeAreKeptByTheirBusAddresses() {
    IovaSpace space =
        spaceOf(machine().window("00", 0x6_0000_0000L, 0xc000_0000L, 0x1000_0000L).build());

    assertThat(space.offers(page(0xc000_0000L))).isFalse();
    assertThat(space.conflict(page(0xcfff_f000L)).orElseThrow().kind())
        .isEqualTo(Kind.HOST_BRIDGE_WINDOW);
    assertThat(space.offers(page(0x6_0000_0000L))).as("the CPU's side is free").isTrue();
    assertThat(space.missing()).isEmpty();
  }

  @Test
  void aVfioUserIsNotKeptFromTheWindows() {
    IovaSpace space =
        spaceOf(machine().window("00", 0xc000_0000L, 0xc000_0000L, 0x1000_0000L).build()).ofUser();

    assertThat(space.offers(page(0xc000_0000L))).isTrue();
    assertThat(space.offers(page(0xfee0_0000L))).isFalse();
  }

  @Test
  void withoutToldWindowsTheBarsAreKeptAtLeast() {
    IovaSpace space = spaceOf(machine().bar("01:00.0", 0xd000_0000L).build());

    assertThat(space.offers(page(0xd000_0000L))).isFalse();
    assertThat(space.missing()).isPresent();
  }

  @Test
  void addressesOutsideTheInboundRangesAreKept() {
    Platform platform = machine().inbound("00", 0, 0x1_0000_0000L, 0xc000_0000L).build();

    IovaSpace space = spaceOf(platform);

    assertThat(space.conflict(page(0x8000_0000L)).orElseThrow().kind())
        .isEqualTo(Kind.OUTSIDE_INBOUND);
    assertThat(space.offers(page(0x1_8000_0000L))).isTrue();
    assertThat(space.offers(page(0x1_c000_0000L))).isFalse();
  }

  @Test
  void onlyAmdKeepsTheHypertransportRange() {
    AddressRange page = page(0xfd_0000_0000L);

    assertThat(spaceOf(machine().build()).offers(page)).isTrue();
    assertThat(spaceOf(machine().cpu("AuthenticAMD/0x19").build()).offers(page)).isFalse();
  }

  @ParameterizedTest(name = "{0} bytes: {1}")
  @CsvSource({
    "    1, fffff000",
    " 4096, fffff000",
    " 8192, ffffe000",
    "12288, ffffc000",
    "1114112, ffe00000",
  })
  void theFirstChoiceIsTheHighestAlignedOneBelowFourGib(long bytes, String expected) {
    assertThat(spaceOf(machine().build()).firstChoice(bytes, FOUR_GIB_MASK))
        .contains(new Iova(Long.parseUnsignedLong(expected, 16)));
  }

  @Test
  void theAllocatorGoesBelowWhatIsKept() {
    IovaSpace space =
        spaceOf(machine().window("00", 0xfef0_0000L, 0xfef0_0000L, 0x110_0000L).build());

    assertThat(space.firstChoice(4096, FOUR_GIB_MASK))
        .as("below the window and the interrupt range next to it")
        .contains(new Iova(0xfedf_f000L));
  }

  @Test
  void whatTheAllocatorGivesFirstIsNobodysBusAddress() {
    Laws.over(
        "no first choice is in a BAR or window below the host bridge",
        300,
        seed -> {
          Platform platform = RandomMachine.of(seed).build();
          var spaces = new IovaSpaces(platform);
          var addresses = new BarAddresses(platform);
          for (PciFunction client : platform.topology().functions()) {
            long given = spaces.of(client.address()).firstChoice(4096, -1L).orElseThrow().value();
            assertThat(Long.compareUnsigned(given, 0xffff_ffffL)).isNegative();
            assertThat(given & 0xfff).isZero();
            for (PciFunction peer : platform.topology().functions()) {
              peer.bars().stream()
                  .flatMap(bar -> addresses.busRange(peer, bar).ifKnown().stream())
                  .forEach(range -> assertThat(range.overlaps(page(given))).isFalse());
            }
          }
        });
  }
}
