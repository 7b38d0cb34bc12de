package io.peerscope.engine.address;

/// A non-empty run of addresses of one space, both ends included, compared unsigned.
///
/// @param first lowest address
/// @param last highest address; a range never wraps around 2^64
public record AddressRange(long first, long last) {

  public AddressRange {
    if (Long.compareUnsigned(first, last) > 0) {
      throw new IllegalArgumentException(
          "range ends at %s, before its start %s".formatted(Hex.of(last), Hex.of(first)));
    }
  }

  /// The range that starts at `first` and is `size` bytes long; the end is cut at 2^64 - 1.
  public static AddressRange ofSize(long first, long size) {
    long last = first + size - 1;
    return new AddressRange(first, Long.compareUnsigned(last, first) < 0 ? -1L : last);
  }

  public boolean contains(long address) {
    return Long.compareUnsigned(first, address) <= 0 && Long.compareUnsigned(address, last) <= 0;
  }

  public boolean contains(AddressRange other) {
    return contains(other.first) && contains(other.last);
  }

  public boolean overlaps(AddressRange other) {
    return Long.compareUnsigned(first, other.last) <= 0
        && Long.compareUnsigned(other.first, last) <= 0;
  }

  /// Number of bytes; 0 stands for the whole 2^64.
  public long size() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return Hex.of(first) + "-" + Hex.of(last);
  }
}
