package io.peerscope.engine.address;

/// A CPU physical address: RAM, or the CPU side of a host-bridge window (a resource in sysfs).
public record HostPhysicalAddress(long value) implements Address, Comparable<HostPhysicalAddress> {

  @Override
  public AddressSpace space() {
    return AddressSpace.PHYSICAL;
  }

  @Override
  public HostPhysicalAddress plus(long bytes) {
    return new HostPhysicalAddress(value + bytes);
  }

  @Override
  public int compareTo(HostPhysicalAddress other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Hex.of(value);
  }
}
