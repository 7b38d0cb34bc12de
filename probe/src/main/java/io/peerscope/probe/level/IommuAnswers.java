package io.peerscope.probe.level;

import io.peerscope.engine.address.Hex;
import io.peerscope.probe.kernel.CapabilityChain;
import io.peerscope.probe.kernel.CapabilityChain.Pair;
import io.peerscope.probe.kernel.CapabilityChain.Walk;
import io.peerscope.probe.kernel.Struct;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What an IOMMU can map.
///
/// @param pageSizes one bit for each page size; 0 where the kernel did not tell
/// @param ranges IOVA ranges, first and last; empty where the kernel did not tell
record IommuAnswers(long pageSizes, List<Pair> ranges) {

  private static final long LOWEST_USED = 1L << 24;
  private static final long DEFAULT_PAGE = 4096;
  private static final Struct INFO = Struct.named("iommu_info");
  private static final int HAS_PAGE_SIZES = 1;
  private static final int HAS_CAPABILITIES = 2;
  private static final int IOVA_RANGE = 1;

  IommuAnswers {
    ranges = List.copyOf(ranges);
  }

  static IommuAnswers of(byte[] info) {
    long flags = INFO.get(info, "flags");
    long pages = (flags & HAS_PAGE_SIZES) == 0 ? 0 : INFO.get(info, "iova_pgsizes");
    List<Pair> ranges =
        chain(info).find(IOVA_RANGE).map(CapabilityChain.Entry::pairs).orElse(List.of());
    return new IommuAnswers(pages, ranges);
  }

  static Walk chain(byte[] info) {
    boolean has = (INFO.get(info, "flags") & HAS_CAPABILITIES) != 0;
    return CapabilityChain.walk(info, has ? INFO.get(info, "cap_offset") : 0, INFO.size());
  }

  /// The smallest page.
  long page() {
    return pageSizes == 0 ? DEFAULT_PAGE : Long.lowestOneBit(pageSizes);
  }

  /// An IOVA where `size` bytes may be mapped, aligned to the page.
  Optional<Long> room(long size) {
    long page = page();
    if (ranges.isEmpty()) {
      return Optional.of(Math.max(LOWEST_USED, page));
    }
    for (Pair range : ranges) {
      long from =
          Long.compareUnsigned(range.first(), LOWEST_USED) < 0 ? LOWEST_USED : range.first();
      long start = (from + page - 1) & -page;
      long last = start + size - 1;
      boolean fits =
          Long.compareUnsigned(start, from) >= 0
              && Long.compareUnsigned(last, start) >= 0
              && Long.compareUnsigned(last, range.second()) <= 0;
      if (fits) {
        return Optional.of(start);
      }
    }
    return Optional.empty();
  }

  /// Page sizes in words.
  String spellPages() {
    return pageSizes == 0
        ? "not told"
        : LongStream.range(0, 64)
            .map(bit -> 1L << bit)
            .filter(size -> (pageSizes & size) != 0)
            .mapToObj(Hex::size)
            .collect(Collectors.joining(", "));
  }

  String spellRanges() {
    return ranges.isEmpty()
        ? "not told"
        : ranges.stream()
            .map(range -> Hex.of(range.first()) + "-" + Hex.of(range.second()))
            .collect(Collectors.joining(", "));
  }
}
