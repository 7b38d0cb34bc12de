package io.peerscope.engine.verdict;

/// The parties that can each refuse a DMA, in the order they are asked.
public enum Gate {
  /// Do switches and root complex carry the TLP?
  ROUTING("routing", "Routing"),
  /// Does the kernel's P2PDMA procedure permit it?
  POLICY("policy", "Kernel policy"),
  /// Does the DMA API give an address?
  MAPPING("mapping", "Mapping"),
  /// Does the device's driver take part?
  DRIVER("driver", "Driver"),
  /// Does the library above the driver take part?
  LIBRARY("library", "Library");

  private final String spelling;
  private final String label;

  Gate(String spelling, String label) {
    this.spelling = spelling;
    this.label = label;
  }

  public String spelling() {
    return spelling;
  }

  public String label() {
    return label;
  }
}
