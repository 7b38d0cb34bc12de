package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// What ACS has to say about one TLP at the places it comes to.
interface AcsRules {

  /// What a port drops of what it receives from below, before it looks where that points; empty
  /// where nothing objects.
  ///
  /// @param requesterId as the TLP carries it here
  Optional<RouteOutcome> objection(PciFunction port, PciAddress requesterId);

  /// What becomes of it where a neighbour claims it.
  ///
  /// @param ingress the function that the TLP came from or through
  PeerTurn turn(PciFunction ingress, PciFunction peer);

  /// What becomes of it where a port's own memory is meant, by way of a port of the same switch or
  /// root complex.
  PeerTurn turnToPort(PciFunction ingress, PciFunction port);

  /// What becomes of it inside the windows of a switch where none of its ports claims it.
  ///
  /// @param ingress the port that the TLP came through
  PeerTurn unclaimed(PciFunction ingress);
}
