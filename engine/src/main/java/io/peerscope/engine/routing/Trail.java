package io.peerscope.engine.routing;

import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;

/// The hops of a TLP while it is under way.
final class Trail {

  private final List<Hop> hops = new ArrayList<>();

  void hop(PciFunction at, RoutingDecision decision) {
    hop(new AtFunction(at.address()), decision);
  }

  void hop(Waypoint at, RoutingDecision decision) {
    hops.add(new Hop(at, decision));
  }

  Route end(RouteOutcome outcome) {
    return new Route(hops, outcome);
  }

  Route rejected(PciFunction at, Reason reason) {
    return end(new Rejected(new AtFunction(at.address()), reason));
  }

  Route open(PciFunction at, Reason reason) {
    return end(new Undetermined(new AtFunction(at.address()), reason));
  }
}
