package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import java.util.List;
import java.util.Optional;

/// What the machine's memory map says of CPU physical addresses.
public final class MemoryMap {

  private final List<MemoryRange> ranges;

  public MemoryMap(Platform platform) {
    this.ranges = platform.memory();
  }

  /// Whether the input has a memory map; otherwise nothing can be concluded from silence.
  public boolean isTold() {
    return ranges.stream().anyMatch(range -> range.kind() == MemoryRange.Kind.RAM);
  }

  /// The range that holds an address; of several the smallest, as the map nests.
  public Optional<MemoryRange> at(long address) {
    return ranges.stream()
        .filter(range -> range.cpu().contains(address))
        .min((one, other) -> Long.compareUnsigned(extent(one.cpu()), extent(other.cpu())));
  }

  /// Whether the map says that an address is RAM.
  public boolean isRam(long address) {
    return at(address).filter(range -> range.kind() == MemoryRange.Kind.RAM).isPresent();
  }

  private static long extent(AddressRange range) {
    return range.last() - range.first();
  }
}
