package io.peerscope.probe.kernel;

import java.util.Locale;
import java.util.Optional;

/// How far the probe goes, each level named by what it does to the hardware.
public enum Level {
  A("reads sysfs and /proc", "nothing"),
  B("asks /dev/vfio/vfio what the kernel can do", "nothing; the kernel may load the module vfio"),
  C("opens the group's node and asks whether the group is viable", "nothing"),
  D(
      "moves the group to an empty IOMMU domain and reads what the IOMMU can map",
      "DMA of the group's devices is blocked until the probe ends"),
  E(
      "opens the device",
      "the device is enabled, its bus mastering turned off, and its function RESET; what it did is"
          + " lost"),
  F("reads the device's regions, interrupts and configuration space", "nothing beyond the open"),
  G(
      "maps memory and peer BARs into the IOMMU for reading, and takes the mappings away",
      "entries of the IOMMU's page table come and go; no transaction is sent"),
  H("closes everything", "the device is RESET again at the last close");

  private final String what;
  private final String consequence;

  Level(String what, String consequence) {
    this.what = what;
    this.consequence = consequence;
  }

  /// What the probe does there.
  public String what() {
    return what;
  }

  /// What that does to the hardware.
  public String consequence() {
    return consequence;
  }

  /// What the user must have accepted in so many words before this level; empty where nothing
  /// happens to the hardware that did not happen before.
  public Optional<String> acceptance() {
    return switch (this) {
      case A, B, F, H -> Optional.empty();
      case C -> Optional.of("exclusive-open");
      case D -> Optional.of("dma-blocked");
      case E -> Optional.of("device-reset");
      case G -> Optional.of("iommu-mapping");
    };
  }

  public boolean includes(Level other) {
    return compareTo(other) >= 0;
  }

  /// The level of a letter, of either case.
  public static Optional<Level> ofLetter(String letter) {
    for (Level level : values()) {
      if (level.name().equals(letter.toUpperCase(Locale.ROOT))) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
