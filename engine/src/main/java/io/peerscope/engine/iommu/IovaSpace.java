package io.peerscope.engine.iommu;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Iova;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The I/O virtual addresses of one IOMMU domain: an aperture, less what is reserved.
///
/// @param aperture all that the page table can hold; never the first page
/// @param reserved what is not given out, by address and without overlap inside one kind
/// @param missing why more may be reserved than is known; empty where all is known
public record IovaSpace(
    AddressRange aperture, List<ReservedRange> reserved, Optional<String> missing) {

  private static final long PAGE = 4096;
  private static final long FOUR_GIB_END = 0xffff_ffffL;

  private static final Comparator<ReservedRange> BY_ADDRESS =
      (one, other) -> Long.compareUnsigned(one.range().first(), other.range().first());

  public IovaSpace {
    reserved = joined(reserved);
  }

  /// Sorts, and joins what overlaps or touches and is reserved for one reason.
  private static List<ReservedRange> joined(List<ReservedRange> ranges) {
    List<ReservedRange> joined = new ArrayList<>();
    for (ReservedRange next : ranges.stream().sorted(BY_ADDRESS).toList()) {
      Optional<ReservedRange> before =
          joined.isEmpty() ? Optional.empty() : Optional.of(joined.getLast());
      if (before.filter(last -> touch(last, next)).isPresent()) {
        joined.set(joined.size() - 1, join(before.get(), next));
      } else {
        joined.add(next);
      }
    }
    return List.copyOf(joined);
  }

  private static boolean touch(ReservedRange lower, ReservedRange upper) {
    return lower.kind() == upper.kind()
        && (lower.range().overlaps(upper.range())
            || lower.range().last() + 1 == upper.range().first());
  }

  private static ReservedRange join(ReservedRange lower, ReservedRange upper) {
    long last =
        Long.compareUnsigned(lower.range().last(), upper.range().last()) > 0
            ? lower.range().last()
            : upper.range().last();
    return new ReservedRange(
        new AddressRange(lower.range().first(), last), lower.kind(), lower.origin());
  }

  /// What a run of addresses collides with first; empty where the allocator may give it.
  public Optional<ReservedRange> conflict(AddressRange iovas) {
    return reserved.stream().filter(range -> range.range().overlaps(iovas)).findFirst();
  }

  /// Whether the allocator may give a run of addresses, as far as is known.
  public boolean offers(AddressRange iovas) {
    return aperture.contains(iovas) && conflict(iovas).isEmpty();
  }

  /// The same space as a VFIO user has it, who may also use what the bus means devices by.
  public IovaSpace ofUser() {
    return new IovaSpace(
        aperture,
        reserved.stream().filter(range -> range.kind().isForEverybody()).toList(),
        missing);
  }

  /// What the kernel's allocator gives first on a fresh domain: below 4 GiB for a PCI device, from
  /// the top down, aligned to the size rounded up to a power of two (`iommu_dma_alloc_iova`,
  /// `drivers/iommu/dma-iommu.c`; `alloc_iova`, `drivers/iommu/iova.c`).
  ///
  /// What is mapped already decides on a running machine, so this is an example and no prediction.
  ///
  /// @param bytes at least 1
  /// @param mask highest address the device can issue
  public Optional<Iova> firstChoice(long bytes, long mask) {
    long below4GiB = Long.compareUnsigned(mask, FOUR_GIB_END) < 0 ? mask : FOUR_GIB_END;
    return below(below4GiB, bytes).or(() -> below(mask, bytes));
  }

  private Optional<Iova> below(long mask, long bytes) {
    long limit = Long.compareUnsigned(mask, aperture.last()) < 0 ? mask : aperture.last();
    long size = Math.max(PAGE, (bytes + PAGE - 1) & -PAGE);
    long alignment = Long.highestOneBit(size) == size ? size : Long.highestOneBit(size) << 1;
    Optional<Long> at = highest(limit, size, alignment);
    for (ReservedRange range : reserved.reversed()) {
      if (at.filter(first -> AddressRange.ofSize(first, size).overlaps(range.range()))
          .isPresent()) {
        at =
            range.range().first() == 0
                ? Optional.empty()
                : highest(range.range().first() - 1, size, alignment);
      }
    }
    return at.filter(first -> offers(AddressRange.ofSize(first, size))).map(Iova::new);
  }

  /// The highest aligned start of a run that ends at or below a limit.
  private static Optional<Long> highest(long limit, long size, long alignment) {
    return Long.compareUnsigned(limit, size - 1) < 0
        ? Optional.empty()
        : Optional.of((limit - (size - 1)) & -alignment);
  }
}
