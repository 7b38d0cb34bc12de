package io.peerscope.engine.address;

/// An I/O virtual address: what an IOMMU translates for a device.
public record Iova(long value) implements Address, Comparable<Iova> {

  @Override
  public AddressSpace space() {
    return AddressSpace.IOVA;
  }

  @Override
  public Iova plus(long bytes) {
    return new Iova(value + bytes);
  }

  @Override
  public int compareTo(Iova other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Hex.of(value);
  }
}
