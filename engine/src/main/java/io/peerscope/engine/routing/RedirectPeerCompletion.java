package io.peerscope.engine.routing;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.topology.PciFunction;

/// Completion Redirect: a completion for a neighbour goes upstream.
///
/// Only the completion's way differs; with relaxed ordering set it would go straight even so.
final class RedirectPeerCompletion extends PeerTurnRule {

  @Override
  PeerTurn decide(
      PciFunction ingress, AccessControlServices acs, int word, Origin origin, PciFunction peer) {
    AcsControl bit = AcsControl.P2P_COMPLETION_REDIRECT;
    return bit.isSetIn(word)
        ? new PeerTurn.Redirect(
            bit.lspciName(), "ACSCtl.%s (%s)".formatted(bit.lspciName(), origin))
        : direct(word, origin);
  }
}
