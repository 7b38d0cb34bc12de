package io.peerscope.engine.platform;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressWindowsTest {

  private static final PciAddress DRIVE = at("01:00.0");
  private static final Optional<PciBus> ROOT = Optional.of(new PciBus(0, 0));

  private static PlatformBuilder machine() {
    return aPlatform().cpu("POWER9/0").rootPort("00:01.0", 1).endpoint("01:00.0");
  }

  private static AddressRange page(long address) {
    return AddressRange.ofSize(address, 4096);
  }

  @Test
  void everyWindowHasItsOwnOffset() {
    var windows =
        new AddressWindows(
            machine()
                .window("00", 0x3fe0_0000_0000L, 0x8000_0000L, 0x4000_0000L)
                .window("00", 0x6000_0000_0000L, 0x6000_0000_0000L, 0x4000_0000L)
                .build());

    assertThat(windows.toBus(ROOT, DRIVE, page(0x3fe0_1000_2000L)).ifKnown())
        .contains(new BusAddress(0x9000_2000L));
    assertThat(windows.toBus(ROOT, DRIVE, page(0x6000_0000_1000L)).ifKnown())
        .contains(new BusAddress(0x6000_0000_1000L));
  }

  @Test
  void theFirstWindowThatHoldsAllOfItCounts() {
    var windows =
        new AddressWindows(
            machine()
                .window("00", 0x1_0000_0000L, 0x1000_0000L, 0x1000)
                .window("00", 0x1_0000_0000L, 0x5000_0000L, 0x10_0000)
                .build());

    assertThat(windows.toBus(ROOT, DRIVE, page(0x1_0000_0000L)).ifKnown())
        .contains(new BusAddress(0x1000_0000L));
    assertThat(windows.toBus(ROOT, DRIVE, AddressRange.ofSize(0x1_0000_0000L, 0x2000)).ifKnown())
        .as("only the second holds two pages")
        .contains(new BusAddress(0x5000_0000L));
  }

  @Test
  void outsideTheToldWindowsNothingFollowsExceptOnX86() {
    PlatformBuilder machine = machine().window("00", 0x1_0000_0000L, 0x1000_0000L, 0x1000);

    assertThat(new AddressWindows(machine.build()).toBus(ROOT, DRIVE, page(0x9000)).ifKnown())
        .isEmpty();
    assertThat(
            new AddressWindows(machine.cpu("GenuineIntel/6").build())
                .toBus(ROOT, DRIVE, page(0x9000))
                .ifKnown())
        .contains(new BusAddress(0x9000));
  }

  @Test
  void twoHostBridgesMayUseTheSameBusAddresses() {
    var windows =
        new AddressWindows(
            machine()
                .rootPort("40:01.0", 0x41)
                .endpoint("41:00.0")
                .window("00", 0x6_0000_0000L, 0x8000_0000L, 0x1000_0000L)
                .window("40", 0x7_0000_0000L, 0x8000_0000L, 0x1000_0000L)
                .build());

    assertThat(windows.toCpu(ROOT, DRIVE, page(0x8000_1000L)).ifKnown())
        .contains(new HostPhysicalAddress(0x6_0000_1000L));
    assertThat(
            windows
                .toCpu(Optional.of(new PciBus(0, 0x40)), at("41:00.0"), page(0x8000_1000L))
                .ifKnown())
        .contains(new HostPhysicalAddress(0x7_0000_1000L));
  }

  /// Windows of one host bridge do not overlap on either side, as firmware makes them.
  @Test
  void backAndForthGivesTheSameAddressInsideEveryWindow() {
    Laws.over(
        "bus -> CPU after CPU -> bus is identity",
        2000,
        seed -> {
          var random = new Random(seed);
          PlatformBuilder machine = machine();
          long cpu = 0x1_0000_0000L;
          long bus = 0x2000_0000L;
          int count = 1 + random.nextInt(4);
          for (int n = 0; n < count; n++) {
            long size = 0x10_0000L << random.nextInt(12);
            cpu += (long) random.nextInt(1 << 20) << 12;
            bus += (long) random.nextInt(1 << 20) << 12;
            machine.window("00", cpu, bus, size);
            cpu += size;
            bus += size;
          }
          var windows = new AddressWindows(machine.build());

          for (HostBridgeWindow window : windows.of(ROOT.orElseThrow())) {
            long inside =
                window.cpu().first() + (random.nextLong() & (window.cpu().size() - 1) & ~0xfffL);
            BusAddress there = windows.toBus(ROOT, DRIVE, page(inside)).ifKnown().orElseThrow();
            assertThat(window.bus().contains(there.value())).isTrue();
            assertThat(windows.toCpu(ROOT, DRIVE, page(there.value())).ifKnown())
                .contains(new HostPhysicalAddress(inside));
          }
        });
  }
}
