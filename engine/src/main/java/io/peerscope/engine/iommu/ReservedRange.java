package io.peerscope.engine.iommu;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.fact.Origin;

/// A run of I/O virtual addresses that is not given to a device.
///
/// @param range the addresses, as they stand in a TLP
/// @param kind why not
/// @param origin where that was read
public record ReservedRange(AddressRange range, Kind kind, Origin origin) {

  /// Why addresses are kept from a device, and from whom else.
  public enum Kind {
    /// A window of the host bridge: on the bus these addresses mean devices. Kept from the kernel's
    /// allocator (`iova_reserve_pci_windows`), not from a VFIO user.
    HOST_BRIDGE_WINDOW("a window of the host bridge", false),
    /// Outside what the host bridge passes inbound (`dma-ranges`). Kept from the allocator.
    OUTSIDE_INBOUND("outside what the host bridge passes inbound", false),
    /// Where interrupts are written. Kept from everybody (`IOMMU_RESV_MSI`).
    MSI("the range of message signalled interrupts", true),
    /// Kept by the platform from everybody (`IOMMU_RESV_RESERVED`).
    PLATFORM("a range that the platform reserves", true);

    private final String words;
    private final boolean forEverybody;

    Kind(String words, boolean forEverybody) {
      this.words = words;
      this.forEverybody = forEverybody;
    }

    /// What the range is, for people.
    public String words() {
      return words;
    }

    /// Whether a VFIO user is refused it as well: the reserved regions of the IOMMU group.
    public boolean isForEverybody() {
      return forEverybody;
    }
  }
}
