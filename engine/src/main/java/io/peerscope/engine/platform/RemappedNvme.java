package io.peerscope.engine.platform;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Origin;
import java.util.Optional;

/// NVMe controllers that firmware hides inside the register BAR of a SATA controller ("Intel RST
/// remapping"), as the `ahci` driver finds them (`ahci_remap_check`, `drivers/ata/ahci.c`).
///
/// Each has 16 KiB of registers in BAR 5, from 16 KiB on (`include/linux/ahci-remap.h`). It has no
/// configuration space, no requester ID and no IOMMU group of its own: to the kernel and to the
/// hardware it is part of the SATA function.
///
/// @param ahci the SATA function
/// @param count how many the driver found, 1 to 3; which of the three places they take is not told
/// @param origin where it was read
public record RemappedNvme(PciAddress ahci, int count, Origin origin) {

  /// `AHCI_PCI_BAR_STANDARD`.
  public static final int BAR = 5;

  /// `AHCI_MAX_REMAP`.
  public static final int MOST = 3;

  private static final long PLACE_SIZE = 0x4000;
  private static final long FIRST_PLACE = 0x4000;

  public RemappedNvme {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "%d remapped NVMe devices are not 1 to %d".formatted(count, MOST));
    }
  }

  /// The place, from 0, whose registers hold an offset of a BAR; empty outside all three.
  public static Optional<Integer> placeAt(int bar, long offset) {
    long place = (offset - FIRST_PLACE) / PLACE_SIZE;
    return bar == BAR && offset >= FIRST_PLACE && place < MOST
        ? Optional.of((int) place)
        : Optional.empty();
  }
}
