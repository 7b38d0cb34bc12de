package io.peerscope.probe.level;

import io.peerscope.probe.kernel.CapabilityChain;
import io.peerscope.probe.kernel.CapabilityChain.Entry;
import io.peerscope.probe.kernel.CapabilityChain.Pair;
import io.peerscope.probe.kernel.CapabilityChain.Walk;
import io.peerscope.probe.kernel.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A region of a device as VFIO tells it.
///
/// @param index 0 to 5 BARs, 6 ROM, 7 configuration space, 8 VGA
/// @param size bytes; 0 where the device has none
/// @param offset where it starts in the device's file
record Region(int index, long flags, long size, long offset, Walk capabilities) {

  static final int CONFIG = 7;
  static final int STANDARD = 9;
  private static final Struct INFO = Struct.named("region_info");
  private static final List<String> NAMES =
      List.of("BAR 0", "BAR 1", "BAR 2", "BAR 3", "BAR 4", "BAR 5", "ROM", "config", "VGA");
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int MMAP = 4;
  private static final int HAS_CAPABILITIES = 8;
  private static final int SPARSE_MMAP = 1;
  private static final int TYPE = 2;
  private static final int MSIX_MAPPABLE = 3;

  static Region of(int index, byte[] info) {
    long flags = INFO.get(info, "flags");
    long first = (flags & HAS_CAPABILITIES) == 0 ? 0 : INFO.get(info, "cap_offset");
    return new Region(
        index,
        flags,
        INFO.get(info, "size"),
        INFO.get(info, "offset"),
        CapabilityChain.walk(info, first, INFO.size()));
  }

  static String name(int index) {
    return NAMES.get(index);
  }

  boolean canBeMapped() {
    return size != 0 && (flags & MMAP) != 0;
  }

  /// The part to map: of a sparse region its first area, as far as it lies in the region; offset in
  /// the region, and size.
  Optional<Pair> mappable(long page, long most) {
    Pair whole = new Pair(0, size);
    Pair part =
        capabilities
            .find(SPARSE_MMAP)
            .map(sparse -> sparse.pairs().stream().findFirst().orElse(new Pair(0, 0)))
            .orElse(whole);
    long start = part.first();
    boolean inside =
        start >= 0 && part.second() > 0 && size > 0 && start < size && start % page == 0;
    long room = inside ? Math.min(part.second(), size - start) : 0;
    long length = Math.min(room, most) / page * page;
    return length > 0 ? Optional.of(new Pair(start, length)) : Optional.empty();
  }

  @Override
  public String toString() {
    if (size == 0) {
      return "not there";
    }
    var words = new ArrayList<String>();
    words.add(Long.toUnsignedString(size) + " bytes");
    words.add(
        ((flags & READ) != 0 ? "r" : "")
            + ((flags & WRITE) != 0 ? "w" : "")
            + ((flags & MMAP) != 0 ? "m" : ""));
    capabilities.entries().stream().map(Region::spell).forEach(words::add);
    capabilities.trouble().ifPresent(words::add);
    return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
  }

  private static String spell(Entry capability) {
    return switch (capability.id()) {
      case SPARSE_MMAP -> "mappable in %d areas".formatted(capability.pairs().size());
      case TYPE ->
          "type %s"
              .formatted(
                  capability.field("cap_type", "type").map(Long::toHexString).orElse("cut off"));
      case MSIX_MAPPABLE -> "MSI-X table mappable";
      default -> "capability " + capability.id();
    };
  }
}
