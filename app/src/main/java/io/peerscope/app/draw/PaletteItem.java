package io.peerscope.app.draw;

import io.peerscope.engine.edit.Part;
import java.util.List;
import java.util.Optional;

/// What the palette offers, in its order.
public enum PaletteItem {
  ROOT_COMPLEX("Root complex", "R", "root"),
  ROOT_PORT("Root port", "P", "root-port"),
  SWITCH("Switch", "S", "switch"),
  GPU("GPU", "G", "gpu"),
  NIC("NIC", "N", "nic"),
  NVME("NVMe", "V", "nvme"),
  ACCELERATOR("Accelerator", "C", "accelerator"),
  ENDPOINT("Any endpoint", "E", "generic"),
  PCI_BRIDGE("PCIe-to-PCI bridge", "B", "bridge"),
  CONVENTIONAL("Conventional device", "O", "conventional"),
  VMD("VMD", "D", "vmd"),
  AHCI("AHCI hiding NVMe", "A", "ahci"),
  TRANSLATOR("soft-IOMMU", "I", ""),
  IOMMU("IOMMU", "U", ""),
  RAM("RAM", "M", "");

  private final String label;
  private final String key;
  private final String group;

  PaletteItem(String label, String key, String group) {
    this.label = label;
    this.key = key;
    this.group = group;
  }

  /// The words for people.
  public String label() {
    return label;
  }

  /// The letter that adds one at the selection.
  public String key() {
    return key;
  }

  /// The parts of the catalogue that it can be; none of what is no PCI function.
  public List<Part> parts() {
    return Part.all().stream().filter(part -> part.group().equals(group)).toList();
  }

  /// The first of [#parts].
  Optional<Part> standard() {
    return parts().stream().filter(part -> this != NVME || part.key().contains("cmb")).findFirst();
  }
}
