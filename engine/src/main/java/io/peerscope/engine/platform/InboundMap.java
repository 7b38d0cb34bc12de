package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import java.util.List;
import java.util.Optional;

/// What number a device below one host bridge puts on the bus to reach a CPU physical address, as
/// dma-direct works it out (`translate_phys_to_dma`, `include/linux/dma-direct.h`).
///
///     dma-ranges: CPU 0, bus 4_0000_0000, 3 GiB      CPU 1000 = bus 4_0000_1000
///
/// It is about RAM and about device memory reached through the root complex; a peer's bus address
/// never goes through it.
public final class InboundMap {

  private final List<InboundRange> ranges;

  private InboundMap(List<InboundRange> ranges) {
    this.ranges = ranges;
  }

  /// What devices below one host bridge reach.
  ///
  /// @param rootBus root bus of the host bridge above the device; empty where it is not told
  public static InboundMap of(Platform platform, Optional<PciBus> rootBus) {
    return new InboundMap(
        platform.inbound().stream()
            .filter(range -> rootBus.filter(range.hostBridge()::equals).isPresent())
            .toList());
  }

  /// Whether the input restricts what devices reach; otherwise all addresses keep their numbers.
  public boolean isRestricted() {
    return !ranges.isEmpty();
  }

  /// The range that counts for a run of addresses: the first that holds its start. Empty where the
  /// device does not reach it.
  public Optional<InboundRange> rangeOf(AddressRange cpu) {
    return ranges.stream()
        .filter(range -> range.cpu().contains(cpu.first()))
        .findFirst()
        .filter(range -> range.cpu().contains(cpu));
  }

  /// The ranges, in the order of the input.
  public List<InboundRange> ranges() {
    return ranges;
  }
}
