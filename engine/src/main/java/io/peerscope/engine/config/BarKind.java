package io.peerscope.engine.config;

/// What a Base Address Register decodes (PCI 3.0, 6.2.5.1).
public enum BarKind {
  MEMORY_32("32-bit"),
  MEMORY_LOW_1M("low-1M"),
  MEMORY_64("64-bit"),
  MEMORY_RESERVED("type 3"),
  IO("I/O");

  private final String label;

  BarKind(String label) {
    this.label = label;
  }

  /// The word lspci prints.
  public String label() {
    return label;
  }

  public boolean isMemory() {
    return this != IO;
  }
}
