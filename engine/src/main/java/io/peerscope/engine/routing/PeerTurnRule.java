package io.peerscope.engine.routing;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// A rule of ACS for TLPs of one kind between neighbours on one bus: ports of a switch, functions
/// of a device.
///
/// A function without the capability lets everything through.
abstract sealed class PeerTurnRule permits RedirectPeerRequest, RedirectPeerCompletion {

  /// @param ingress the function that the TLP came from or through
  /// @param peer the neighbour that claims it
  final PeerTurn turn(PciFunction ingress, PciFunction peer) {
    return switch (ingress.capabilities().acs()) {
      case Unknown<Optional<AccessControlServices>>(var why) -> untold(ingress, why);
      case Known<Optional<AccessControlServices>>(var acs, _) ->
          acs.map(found -> withCapability(ingress, found, peer))
              .orElseGet(() -> new PeerTurn.Direct("it has no ACS", "no ACS capability"));
    };
  }

  private PeerTurn withCapability(
      PciFunction ingress, AccessControlServices acs, PciFunction peer) {
    return switch (acs.control()) {
      case Unknown<Integer>(var why) -> untold(ingress, why);
      case Known<Integer>(Integer word, var origin) -> decide(ingress, acs, word, origin, peer);
    };
  }

  abstract PeerTurn decide(
      PciFunction ingress, AccessControlServices acs, int word, Origin origin, PciFunction peer);

  static PeerTurn direct(int word, Origin origin) {
    return new PeerTurn.Direct(
        "ACS does not redirect", "ACSCtl 0x%04x (%s)".formatted(word, origin));
  }

  private static PeerTurn untold(PciFunction ingress, String why) {
    return new PeerTurn.Unknown(
        Reason.of(
            "acs-unknown",
            "ACS of %s is not told".formatted(ingress.address()),
            new Evidence(ingress.address().toString(), "ACSCtl", "unknown", why)));
  }
}
