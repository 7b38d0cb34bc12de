package io.peerscope.engine.config;

/// Vendor and device id, printed `8086:29c0`.
public record VendorDevice(int vendor, int device) {

  @Override
  public String toString() {
    return "%04x:%04x".formatted(vendor, device);
  }
}
