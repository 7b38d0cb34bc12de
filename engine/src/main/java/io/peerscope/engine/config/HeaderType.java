package io.peerscope.engine.config;

/// The layout of the first 64 bytes (register 0x0e, bits 6:0).
public enum HeaderType {
  /// Type 0: an ordinary function with six BARs.
  GENERAL,
  /// Type 1: a PCI-to-PCI bridge with two BARs, bus numbers and windows.
  PCI_BRIDGE,
  /// Type 2: a CardBus bridge.
  CARDBUS,
  /// Any other value, or none told.
  UNKNOWN;

  /// The layout that the register's low seven bits name.
  public static HeaderType of(int register) {
    return switch (register & 0x7f) {
      case 0 -> GENERAL;
      case 1 -> PCI_BRIDGE;
      case 2 -> CARDBUS;
      default -> UNKNOWN;
    };
  }

  /// Number of 32-bit BAR registers of this layout.
  public int barCount() {
    return switch (this) {
      case GENERAL -> 6;
      case PCI_BRIDGE -> 2;
      case CARDBUS -> 1;
      case UNKNOWN -> 0;
    };
  }
}
