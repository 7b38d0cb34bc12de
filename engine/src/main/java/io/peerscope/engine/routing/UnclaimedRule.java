package io.peerscope.engine.routing;

import io.peerscope.engine.config.EnhancedAcs;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.PciFunction;

/// Unclaimed Request Redirect: what becomes of an address inside the windows of a switch that none
/// of its downstream ports claims.
///
///     switch window 2000-5fff, ports 2000-2fff and 3000-3fff: 4000 → upstream with the bit, else
///     Unsupported Request
final class UnclaimedRule {

  private static final String NAME = "ACSCtl.UnclaimedRedir";

  private UnclaimedRule() {}

  static PeerTurn turn(PciFunction ingress, Tlp tlp) {
    var bits = new AcsBits(ingress);
    Fact<Boolean> redirected = bits.enhanced().map(EnhancedAcs::unclaimedRedirected);
    Evidence evidence = bits.bitEvidence(NAME, redirected);
    return switch (redirected) {
      case Known<Boolean>(Boolean on, _) ->
          on
              ? new PeerTurn.Redirect(
                  "unclaimed request redirect", "%s of %s".formatted(NAME, ingress.address()))
              : new PeerTurn.Forbidden(
                  Reason.of(
                      "no-claimant",
                      "the address is inside the windows of the switch and no port of it claims it, "
                          + tlp.unsupported(),
                      evidence));
      case Unknown<Boolean> _ ->
          new PeerTurn.Open(
              Reason.of(
                  "unclaimed-request",
                  "the address is inside the windows of the switch and no port of it claims it; whether %s redirects that is not told"
                      .formatted(ingress.address()),
                  evidence),
              true);
    };
  }
}
