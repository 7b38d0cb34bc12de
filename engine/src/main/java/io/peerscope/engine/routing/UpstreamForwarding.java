package io.peerscope.engine.routing;

import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Upstream Forwarding: what comes from below a port and points back below it is sent on upstream.
///
/// Without the bit the specification does not say what becomes of it (PCIe, ACS: Upstream
/// Forwarding).
final class UpstreamForwarding {

  private static final AcsControl BIT = AcsControl.UPSTREAM_FORWARDING;

  private UpstreamForwarding() {}

  /// Why it is open what becomes of the TLP; empty where the port forwards it.
  ///
  /// @param redirected whether a port below sent it upstream although a neighbour claims it
  static Optional<Reason> doubt(PciFunction port, boolean redirected) {
    var bits = new AcsBits(port);
    if (bits.isOn(BIT) instanceof Known<Boolean>(Boolean on, _) && on) {
      return Optional.empty();
    }
    String which = redirected ? "the TLP was redirected and points" : "the TLP points";
    return Optional.of(
        Reason.of(
            "upstream-forwarding",
            "%s back below %s, %s".formatted(which, port.address(), why(bits)),
            bits.evidence(BIT)));
  }

  private static String why(AcsBits bits) {
    String open = ", so that the specification leaves open what becomes of it";
    if (bits.isAbsent()) {
      return "which has no ACS" + open;
    }
    return bits.isOn(BIT) instanceof Known
        ? "whose upstream forwarding (ACS) is off" + open
        : "whose upstream forwarding (ACS) is not told";
  }
}
