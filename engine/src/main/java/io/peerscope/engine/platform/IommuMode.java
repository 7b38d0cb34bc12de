package io.peerscope.engine.platform;

import java.util.Arrays;
import java.util.Optional;

/// How the kernel maps a device's DMA.
public enum IommuMode {
  /// No IOMMU: dma-direct.
  OFF("off"),
  /// IOMMU with identity domains (`iommu=pt`): dma-direct as well.
  PASSTHROUGH("passthrough"),
  /// IOMMU with DMA domains: dma-iommu, addresses are IOVAs.
  TRANSLATED("translated"),
  /// No IOMMU, every page bounced (`swiotlb=force`).
  SWIOTLB_FORCE("swiotlb-force");

  private final String spelling;

  IommuMode(String spelling) {
    this.spelling = spelling;
  }

  public String spelling() {
    return spelling;
  }

  public static Optional<IommuMode> ofSpelling(String text) {
    return Arrays.stream(values()).filter(mode -> mode.spelling.equals(text)).findFirst();
  }
}
