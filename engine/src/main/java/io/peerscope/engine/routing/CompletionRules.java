package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Completion Redirect: a completion for a neighbour goes upstream, unless it may be reordered.
///
///     CR = 1, relaxed ordering clear → upstream        CR = 1, relaxed ordering set → straight
///
/// No other control touches completions (PCIe, ACS: P2P Completion Redirect).
///
/// @param relaxedOrdering the attribute that the completion has from its request
record CompletionRules(boolean relaxedOrdering) implements AcsRules {

  private static final AcsControl BIT = AcsControl.P2P_COMPLETION_REDIRECT;

  @Override
  public Optional<RouteOutcome> objection(PciFunction port, PciAddress requesterId) {
    return Optional.empty();
  }

  @Override
  public PeerTurn turn(PciFunction ingress, PciFunction peer) {
    if (relaxedOrdering) {
      return new PeerTurn.Direct("completions with relaxed ordering are not redirected", "TLP");
    }
    var bits = new AcsBits(ingress);
    return switch (bits.isOn(BIT)) {
      case Known<Boolean>(Boolean on, _) ->
          on
              ? new PeerTurn.Redirect(BIT.lspciName(), bits.rule(BIT))
              : new PeerTurn.Direct(
                  bits.isAbsent() ? "it has no ACS" : "ACS does not redirect", bits.rule(BIT));
      case Unknown<Boolean> _ ->
          new PeerTurn.Open(
              Reason.of(
                  "acs-unknown",
                  "ACS of %s is not told".formatted(ingress.address()),
                  bits.evidence(BIT)),
              false);
    };
  }

  @Override
  public PeerTurn turnToPort(PciFunction ingress, PciFunction port) {
    return turn(ingress, port);
  }

  @Override
  public PeerTurn unclaimed(PciFunction ingress) {
    return new PeerTurn.Forbidden(
        Reason.of("no-claimant", "no port leads to the bus of the requester"));
  }
}
