package io.peerscope.engine.address;

/// An address on the PCI bus: what BAR registers hold and what bridges compare.
public record BusAddress(long value) implements Address, Comparable<BusAddress> {

  @Override
  public AddressSpace space() {
    return AddressSpace.BUS;
  }

  @Override
  public BusAddress plus(long bytes) {
    return new BusAddress(value + bytes);
  }

  @Override
  public int compareTo(BusAddress other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Hex.of(value);
  }
}
