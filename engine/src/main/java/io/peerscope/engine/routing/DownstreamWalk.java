package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.routing.RoutingDecision.Arrive;
import io.peerscope.engine.routing.RoutingDecision.ForwardDownstream;
import io.peerscope.engine.routing.Waypoint.AtHostBridge;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// The way of a TLP downstream: from bus to bus, to whoever claims it. ACS has no say there.
final class DownstreamWalk {

  private final Topology topology;
  private final Claims claims;
  private final Trail trail;

  DownstreamWalk(Topology topology, Claims claims, Trail trail) {
    this.topology = topology;
    this.claims = claims;
    this.trail = trail;
  }

  Route from(PciBus hostBridge) {
    List<PciAddress> onBus =
        topology.hostBridge(hostBridge).map(HostBridge::functions).orElse(List.of());
    Takers takers = Takers.among(topology, onBus, Optional.empty(), claims);
    Waypoint at = new AtHostBridge(hostBridge);
    if (takers.isNobody()) {
      return trail.end(new Rejected(at, nobodyBelow(at.toString())));
    }
    return takers
        .doubt()
        .map(reason -> trail.end(new Undetermined(at, reason)))
        .orElseGet(() -> into(takers.sure().getFirst()));
  }

  /// On into a function that claims the TLP.
  Route into(Takers.Taker first) {
    Takers.Taker at = first;
    while (true) {
      PciFunction function = at.function();
      if (at.claim() instanceof Claim.OfDestination) {
        return arrive(function, at.claim());
      }
      trail.hop(
          function,
          new ForwardDownstream(function.address(), at.claim().words(), at.claim().rule()));
      Takers below =
          Takers.among(topology, topology.childrenOf(function.address()), Optional.empty(), claims);
      if (below.isNobody()) {
        return trail.rejected(function, nobodyBelow(function.address().toString()));
      }
      if (below.doubt().isPresent()) {
        return trail.open(function, below.doubt().get());
      }
      at = below.sure().getFirst();
    }
  }

  Route arrive(PciFunction function, Claim claim) {
    trail.hop(function, new Arrive(function.address(), claim.words(), claim.rule()));
    return trail.end(claims.arrival(function, claim));
  }

  private static Reason nobodyBelow(String place) {
    return Reason.of("no-claimant", "nothing below %s claims the address".formatted(place));
  }
}
