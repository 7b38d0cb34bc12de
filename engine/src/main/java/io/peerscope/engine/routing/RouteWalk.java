package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.routing.RoutingDecision.Arrive;
import io.peerscope.engine.routing.RoutingDecision.CrossSwitch;
import io.peerscope.engine.routing.RoutingDecision.ForwardDownstream;
import io.peerscope.engine.routing.RoutingDecision.PassUpstream;
import io.peerscope.engine.routing.RoutingDecision.ReachRootComplex;
import io.peerscope.engine.routing.RoutingDecision.RedirectUpstream;
import io.peerscope.engine.routing.RoutingDecision.TurnToPeer;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.routing.Waypoint.AtHostBridge;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One walk of one TLP: up from bus to bus until a neighbour takes it or the root complex is
/// reached, then down.
final class RouteWalk {

  private final Topology topology;
  private final Claims claims;
  private final PeerTurnRule peerRule;
  private final List<Hop> hops = new ArrayList<>();
  private boolean redirected;

  RouteWalk(Topology topology, Claims claims, PeerTurnRule peerRule) {
    this.topology = topology;
    this.claims = claims;
    this.peerRule = peerRule;
  }

  Route climb(PciAddress from) {
    PciFunction issuer = topology.at(from);
    if (claims.isDestination(issuer)) {
      return arrive(
          issuer, new Claim.OfDestination("it stays inside the function", "one function"));
    }
    if (takes(issuer)) {
      return descend(issuer);
    }
    PciFunction at = issuer;
    while (true) {
      Optional<Route> settled = leaveUpwards(at, issuer);
      if (settled.isPresent()) {
        return settled.get();
      }
      if (!(topology.parentOf(at.address()) instanceof Parent.Below(var above))) {
        return leaveHierarchy(at);
      }
      PciFunction port = topology.at(above);
      Optional<Route> entered = enterFromBelow(port, issuer);
      if (entered.isPresent()) {
        return entered.get();
      }
      at = port;
    }
  }

  /// Looks for a neighbour on the bus that the TLP is about to be on; empty when it goes on
  /// upstream.
  private Optional<Route> leaveUpwards(PciFunction at, PciFunction issuer) {
    List<PciFunction> takers = neighbours(at).filter(this::takes).toList();
    if (takers.isEmpty()) {
      if (!at.equals(issuer)) {
        hop(at, new PassUpstream(at.address(), whyUpstream(), "bridge windows and bus numbers"));
      }
      return Optional.empty();
    }
    if (takers.size() > 1) {
      return Optional.of(undetermined(at, overlap(takers)));
    }
    PciFunction peer = takers.getFirst();
    return switch (peerRule.turn(at, peer)) {
      case PeerTurn.Direct(var why, var rule) -> Optional.of(turnTo(at, peer, issuer, why, rule));
      case PeerTurn.Redirect(var bit, var rule) -> {
        hop(at, new RedirectUpstream(at.address(), bit, rule));
        redirected = true;
        yield Optional.empty();
      }
      case PeerTurn.Violation(var reason) ->
          Optional.of(end(new Rejected(new AtFunction(at.address()), reason)));
      case PeerTurn.Unknown(var reason) -> Optional.of(undetermined(at, reason));
    };
  }

  private String whyUpstream() {
    return redirected ? "it was redirected" : "nothing beside or below it claims the TLP";
  }

  private boolean takes(PciFunction function) {
    return claims.claimOf(function).isPresent();
  }

  /// Everything else on the bus of a function; none on a root bus, where the root complex decides.
  private Stream<PciFunction> neighbours(PciFunction function) {
    return topology.parentOf(function.address()) instanceof Parent.Below(var bridge)
        ? topology.childrenOf(bridge).stream()
            .filter(address -> !address.equals(function.address()))
            .map(topology::at)
        : Stream.empty();
  }

  private Route turnTo(
      PciFunction at, PciFunction peer, PciFunction issuer, String why, String rule) {
    if (!at.equals(issuer)) {
      hop(at, new TurnToPeer(at.address(), peer.address(), why, rule));
    }
    if (at.kind() == FunctionKind.DOWNSTREAM_PORT
        && topology.parentOf(at.address()) instanceof Parent.Below(var upstreamPort)) {
      hop(topology.at(upstreamPort), new CrossSwitch(upstreamPort, peer.address()));
    }
    return descend(peer);
  }

  /// Checks that a port makes of what comes from below; empty when it goes on.
  private Optional<Route> enterFromBelow(PciFunction port, PciFunction issuer) {
    if (claims.isDestination(port)) {
      return Optional.of(
          arrive(port, new Claim.OfDestination("one of its own BARs is meant", "BAR")));
    }
    Optional<Reason> invalid = PortEntry.validateSource(port, issuer);
    if (invalid.isPresent()) {
      return Optional.of(undetermined(port, invalid.get()));
    }
    if (!takes(port)) {
      return Optional.empty();
    }
    if (!redirected) {
      return Optional.of(unclaimed(port));
    }
    return PortEntry.forwardRedirected(port).map(reason -> undetermined(port, reason));
  }

  private Route leaveHierarchy(PciFunction top) {
    return switch (topology.parentOf(top.address())) {
      case Parent.RootBus(PciBus bus) -> {
        hops.add(new Hop(new AtHostBridge(bus), new ReachRootComplex(bus)));
        yield end(new AtRootComplex(bus));
      }
      case Parent.Untold(var why, _) ->
          undetermined(
              top,
              Reason.of(
                  "hierarchy-unknown",
                  "what is above %s is not told".formatted(top.address()),
                  new Evidence(top.address().toString(), "parent", "unknown", why)));
      case Parent.Below(var bridge) ->
          throw new IllegalArgumentException("the way goes on above " + bridge);
    };
  }

  Route descendFrom(PciBus hostBridge) {
    List<PciFunction> takers =
        topology.hostBridge(hostBridge).map(HostBridge::functions).orElse(List.of()).stream()
            .map(topology::at)
            .filter(this::takes)
            .toList();
    Waypoint at = new AtHostBridge(hostBridge);
    if (takers.isEmpty()) {
      return end(new Rejected(at, nobodyBelow(at.toString())));
    }
    return takers.size() > 1
        ? end(new Undetermined(at, overlap(takers)))
        : descend(takers.getFirst());
  }

  private Route descend(PciFunction first) {
    PciFunction at = first;
    while (true) {
      Claim claim = claims.claimOf(at).orElseThrow();
      if (claims.isDestination(at)) {
        return arrive(at, claim);
      }
      hop(at, new ForwardDownstream(at.address(), claim.words(), claim.rule()));
      List<PciFunction> takers =
          topology.childrenOf(at.address()).stream().map(topology::at).filter(this::takes).toList();
      if (takers.isEmpty()) {
        return unclaimed(at);
      }
      if (takers.size() > 1) {
        return undetermined(at, overlap(takers));
      }
      at = takers.getFirst();
    }
  }

  private Route arrive(PciFunction function, Claim claim) {
    hop(function, new Arrive(function.address(), claim.words(), claim.rule()));
    return end(new Delivered(function.address()));
  }

  private Route unclaimed(PciFunction bridge) {
    return end(
        new Rejected(new AtFunction(bridge.address()), nobodyBelow(bridge.address().toString())));
  }

  private static Reason nobodyBelow(String place) {
    return Reason.of("no-claimant", "nothing below %s claims the address".formatted(place));
  }

  private static Reason overlap(List<PciFunction> takers) {
    return Reason.of(
        "windows-overlap",
        "%s and %s both claim the address"
            .formatted(takers.getFirst().address(), takers.get(1).address()));
  }

  private Route undetermined(PciFunction at, Reason reason) {
    return end(new Undetermined(new AtFunction(at.address()), reason));
  }

  private Route end(RouteOutcome outcome) {
    return new Route(hops, outcome);
  }

  private void hop(PciFunction at, RoutingDecision decision) {
    hops.add(new Hop(new AtFunction(at.address()), decision));
  }
}
