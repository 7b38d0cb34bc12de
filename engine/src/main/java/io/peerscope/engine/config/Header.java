package io.peerscope.engine.config;

import io.peerscope.engine.fact.Fact;
import java.util.List;
import java.util.Optional;

/// The first 64 bytes of configuration space, decoded.
///
/// @param type layout
/// @param id vendor and device id, as the register says (a virtual function reads ffff:ffff)
/// @param classCode what the function is for
/// @param buses bus numbers; known to be empty for anything but a bridge
/// @param bars the registers as BARs; the upper half of a 64-bit BAR is none of its own
/// @param windows what a bridge forwards, in bus addresses
public record Header(
    HeaderType type,
    Fact<VendorDevice> id,
    Fact<ClassCode> classCode,
    Fact<Optional<BridgeBuses>> buses,
    List<Bar> bars,
    List<BridgeWindow> windows) {

  public Header {
    bars = List.copyOf(bars);
    windows = List.copyOf(windows);
  }
}
