package io.peerscope.engine.config;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.fact.Fact;

/// One Base Address Register ("Region n" in lspci).
///
/// @param index number of the register, 0 to 5; a 64-bit BAR also takes the next one
/// @param kind what it decodes
/// @param prefetchable whether bit 3 is set
/// @param bus the address in the register: bus address space
/// @param cpu the address the operating system gave it (sysfs `resource`, lspci without `-b`): CPU
///   address space
/// @param size bytes decoded, never 0; a register dump does not tell it
/// @param state whether it decodes at all
public record Bar(
    int index,
    BarKind kind,
    boolean prefetchable,
    Fact<BusAddress> bus,
    Fact<HostPhysicalAddress> cpu,
    Fact<Long> size,
    BarState state) {

  public Bar {
    if (index < 0 || index > 5) {
      throw new IllegalArgumentException("BAR index %d is not 0 to 5".formatted(index));
    }
    if (size.ifKnown().filter(bytes -> bytes == 0).isPresent()) {
      size = Fact.unknown("a size of 0 is impossible");
    }
  }

  /// Whether this is memory with an address: something a DMA can be aimed at.
  public boolean hasMemoryAddress() {
    return kind.isMemory() && state != BarState.UNASSIGNED && state != BarState.IGNORED;
  }

  /// The read-only low bits of the register, which tell kind and prefetchability (PCI Local Bus
  /// 3.0, 6.2.5.1).
  public int flags() {
    int type =
        switch (kind) {
          case IO -> 1;
          case MEMORY_32 -> 0;
          case MEMORY_LOW_1M -> 2;
          case MEMORY_64 -> 4;
          case MEMORY_RESERVED -> 6;
        };
    return type | (prefetchable ? 8 : 0);
  }
}
