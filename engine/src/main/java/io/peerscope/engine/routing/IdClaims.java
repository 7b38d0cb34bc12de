package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Claims of a completion: routed by the requester's ID, so by the bridges' bus numbers.
final class IdClaims implements Claims {

  private static final Claim OWN_ID =
      new Claim.OfDestination("it carries its requester ID", "requester ID");

  private final TopologyGraph graph;
  private final PciAddress requester;

  IdClaims(TopologyGraph graph, PciAddress requester) {
    this.graph = graph;
    this.requester = requester;
  }

  @Override
  public boolean isDestination(PciFunction function) {
    return function.address().equals(requester);
  }

  @Override
  public Optional<Claim> claimOf(PciFunction function) {
    if (isDestination(function)) {
      return Optional.of(OWN_ID);
    }
    return function.kind().isBridge() && graph.isAtOrBelow(requester, function.address())
        ? Optional.of(new Claim.ByPlace(requester, ""))
        : Optional.empty();
  }
}
