package io.peerscope.engine.platform;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.fact.Origin;

/// A run of CPU physical addresses that the machine's memory map names (`/proc/iomem`).
///
/// @param cpu CPU physical addresses
/// @param kind what lives there
/// @param origin where it was read
public record MemoryRange(AddressRange cpu, Kind kind, Origin origin) {

  /// What a memory map says of a range.
  public enum Kind {
    /// `System RAM`: ordinary pages.
    RAM,
    /// Kept from the kernel's use: `Reserved`, ACPI tables and the like.
    RESERVED
  }
}
