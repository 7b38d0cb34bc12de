package io.peerscope.engine.config;

import io.peerscope.engine.address.Hex;

/// Vendor and device id, printed `8086:29c0`.
public record VendorDevice(int vendor, int device) {

  @Override
  public String toString() {
    return Hex.padded(vendor, 4) + ":" + Hex.padded(device, 4);
  }
}
