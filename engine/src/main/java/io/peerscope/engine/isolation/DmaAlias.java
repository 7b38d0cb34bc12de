package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Evidence;
import java.util.List;
import java.util.Optional;

/// A row of the kernel's quirks about requester IDs (`pci_add_dma_alias`, `drivers/pci/quirks.c`).
///
/// @param row ids and place in our table
/// @param effect the alias in words of the table, e.g. `function 1`
/// @param who the product in words
record DmaAlias(DeviceRow row, String effect, String who) {

  private static final int COLUMNS = 4;

  static final List<DmaAlias> ALL =
      DeviceRow.load("dma-aliases.tsv", COLUMNS).stream()
          .map(row -> new DmaAlias(row, row.columns().getFirst(), row.columns().get(1)))
          .toList();

  /// The row about a device.
  static Optional<DmaAlias> of(VendorDevice id) {
    return ALL.stream().filter(alias -> alias.row().isAbout(id)).findFirst();
  }

  /// Whether a function with these ids also issues DMA as another function of its bus.
  boolean covers(PciAddress self, PciAddress other) {
    String[] words = effect.split("[ .-]", -1);
    return switch (words[0]) {
      case "function" -> sameSlot(self, other) && other.function() == Integer.parseInt(words[1]);
      case "devfn" -> anyOf(words, other);
      case "every" -> other.function() <= Integer.parseInt(words[words.length - 1]);
      default -> false;
    };
  }

  private static boolean sameSlot(PciAddress self, PciAddress other) {
    return self.device() == other.device();
  }

  /// `devfn 10 0 11 0 12 3`: pairs of device and function.
  private static boolean anyOf(String[] words, PciAddress other) {
    for (int at = 1; at < words.length; at += 2) {
      if (Integer.parseInt(words[at], 16) == other.device()
          && Integer.parseInt(words[at + 1]) == other.function()) {
        return true;
      }
    }
    return false;
  }

  /// A bridge with an IOMMU in it: no requester ID is changed above.
  boolean isTranslationRoot() {
    return effect.equals("translation root");
  }

  /// A PCIe-to-PCI bridge that forwards requester IDs as they are.
  boolean isWithoutAlias() {
    return effect.equals("no alias");
  }

  Evidence evidence(String about) {
    return new Evidence(about, "requester ID quirk", who, row.position().toString());
  }
}
