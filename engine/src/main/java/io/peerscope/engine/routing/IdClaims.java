package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// Claims of a completion: routed by the requester ID, so by the bridges' bus numbers.
///
/// Below a bridge that put its own ID into the request there is no ID to route by; the bridge knows
/// whose request it was.
final class IdClaims implements Claims {

  private static final Claim OWN_ID =
      new Claim.ByName("it carries its requester ID", "requester ID");

  private final Topology topology;
  private final TopologyGraph graph;
  private final PciAddress requester;
  private final PciAddress id;

  IdClaims(Topology topology, TopologyGraph graph, PciAddress requester) {
    this.topology = topology;
    this.graph = graph;
    this.requester = requester;
    this.id = RequesterIds.atTheTop(topology, requester);
  }

  @Override
  public Optional<Claim> claimOf(PciFunction function) {
    if (function.address().equals(requester)) {
      return Optional.of(OWN_ID);
    }
    return function.kind().isBridge() && isForBelow(function)
        ? Optional.of(new Claim.ByPlace(requester, ""))
        : Optional.empty();
  }

  private boolean isForBelow(PciFunction bridge) {
    Optional<BridgeBuses> buses = bridge.buses().ifKnown().flatMap(known -> known);
    boolean byNumber = buses.isPresent() && !isWithoutId(bridge);
    return byNumber ? buses.get().covers(id.bus()) : graph.isAtOrBelow(requester, bridge.address());
  }

  /// Whether the bridge put its own ID in, or is below one that did.
  private boolean isWithoutId(PciFunction bridge) {
    return !id.equals(requester)
        && (id.equals(bridge.address())
            || RequesterIds.isBehindAnother(topology, bridge.address()));
  }

  @Override
  public RouteOutcome arrival(PciFunction function, Claim claim) {
    return new RouteOutcome.Delivered(function.address());
  }
}
