package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.edit.WindowUse.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Free room between used runs of addresses.
final class Spans {

  private final List<AddressRange> used;

  Spans(List<Span> spans) {
    this.used =
        spans.stream()
            .map(Span::range)
            .sorted(
                Comparator.comparing(AddressRange::first, Long::compareUnsigned)
                    .thenComparing(AddressRange::last, Long::compareUnsigned))
            .toList();
  }

  /// The lowest address in a range from which `size` bytes are free.
  ///
  /// @param align a power of two
  Optional<Long> room(AddressRange range, long size, long align) {
    Optional<Long> at = alignedUp(range.first(), align);
    for (AddressRange span : used) {
      if (at.isEmpty() || !fits(range, at.get(), size)) {
        return Optional.empty();
      }
      if (Long.compareUnsigned(span.first(), at.get() + size - 1) > 0) {
        return at;
      }
      if (Long.compareUnsigned(span.last(), at.get()) >= 0) {
        at = span.last() == -1L ? Optional.empty() : alignedUp(span.last() + 1, align);
      }
    }
    return at.filter(start -> fits(range, start, size));
  }

  private static boolean fits(AddressRange range, long start, long size) {
    long last = start + size - 1;
    return Long.compareUnsigned(range.first(), start) <= 0
        && Long.compareUnsigned(start, last) <= 0
        && Long.compareUnsigned(last, range.last()) <= 0;
  }

  /// The most bytes that could still be put into a range at a multiple of `align`.
  long largest(AddressRange range, long align) {
    long largest = 0;
    long from = range.first();
    for (AddressRange span : used) {
      if (Long.compareUnsigned(span.last(), from) < 0) {
        continue;
      }
      if (Long.compareUnsigned(span.first(), range.last()) > 0) {
        break;
      }
      if (Long.compareUnsigned(span.first(), from) > 0) {
        largest = larger(largest, sizeFrom(from, span.first() - 1, align));
      }
      if (span.last() == -1L || Long.compareUnsigned(span.last(), range.last()) >= 0) {
        return largest;
      }
      from = span.last() + 1;
    }
    return larger(largest, sizeFrom(from, range.last(), align));
  }

  private static long larger(long one, long other) {
    return Long.compareUnsigned(one, other) >= 0 ? one : other;
  }

  private static long sizeFrom(long first, long last, long align) {
    return alignedUp(first, align)
        .filter(start -> Long.compareUnsigned(start, last) <= 0)
        .map(start -> last - start + 1)
        .orElse(0L);
  }

  /// Whether nothing uses any address of a range.
  boolean isFree(AddressRange range) {
    return used.stream().noneMatch(range::overlaps);
  }

  /// The next multiple of a power of two; empty beyond 2^64.
  static Optional<Long> alignedUp(long address, long align) {
    long up = (address + align - 1) & -align;
    return Long.compareUnsigned(up, address) < 0 ? Optional.empty() : Optional.of(up);
  }
}
