package io.peerscope.engine.address;

/// A 64-bit address that knows which space it belongs to; only a translation turns one into
/// another.
public sealed interface Address permits BusAddress, Iova, HostPhysicalAddress {

  /// The unsigned 64-bit number.
  long value();

  /// The space in which the number has a meaning.
  AddressSpace space();

  /// The same space, `bytes` further on, modulo 2^64.
  Address plus(long bytes);
}
