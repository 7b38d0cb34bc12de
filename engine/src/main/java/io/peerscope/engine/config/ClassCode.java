package io.peerscope.engine.config;

import java.util.OptionalInt;

/// What a function is for: base class, sub-class and, where told, programming interface.
///
/// @param baseAndSub base class in bits 15:8, sub-class in bits 7:0, as lspci prints `0604`
/// @param progIf programming interface
public record ClassCode(int baseAndSub, OptionalInt progIf) {

  public static final int HOST_BRIDGE = 0x0600;
  public static final int PCI_BRIDGE = 0x0604;
  public static final int CARDBUS_BRIDGE = 0x0607;
  public static final int SEMI_TRANSPARENT_BRIDGE = 0x0609;
  public static final int NVME = 0x0108;

  private static final int NETWORK = 0x02;
  private static final int DISPLAY = 0x03;
  private static final int ACCELERATOR = 0x12;

  public int base() {
    return baseAndSub >> 8;
  }

  public boolean isNic() {
    return base() == NETWORK;
  }

  /// Display controllers, and processing accelerators as GPUs without a screen call themselves.
  public boolean isGpu() {
    return base() == DISPLAY || base() == ACCELERATOR;
  }

  public boolean isNvme() {
    return baseAndSub == NVME;
  }

  /// Six hex digits where the programming interface is known, else four.
  @Override
  public String toString() {
    return progIf.isPresent()
        ? "%04x%02x".formatted(baseAndSub, progIf.getAsInt())
        : "%04x".formatted(baseAndSub);
  }
}
