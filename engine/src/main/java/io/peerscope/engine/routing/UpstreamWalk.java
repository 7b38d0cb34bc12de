package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RoutingDecision.CrossSwitch;
import io.peerscope.engine.routing.RoutingDecision.PassUpstream;
import io.peerscope.engine.routing.RoutingDecision.ReachRootComplex;
import io.peerscope.engine.routing.RoutingDecision.RedirectUpstream;
import io.peerscope.engine.routing.RoutingDecision.TurnToPeer;
import io.peerscope.engine.routing.Waypoint.AtHostBridge;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// The way of a TLP upstream: from bus to bus, until a neighbour takes it or the root complex is
/// reached.
///
/// On every bus the function that the TLP comes from, or through, decides about neighbours; at
/// every port above, what the port checks comes first, then whether it points back below.
final class UpstreamWalk {

  private final Topology topology;
  private final Claims claims;
  private final AcsRules acs;
  private final PortEntrance entrance;
  private final Trail trail = new Trail();
  private final PciFunction issuer;
  private PciAddress requesterId;

  private Heading heading = Heading.FREE;

  UpstreamWalk(Topology topology, Claims claims, AcsRules acs, PciFunction issuer) {
    this.topology = topology;
    this.claims = claims;
    this.acs = acs;
    this.entrance = new PortEntrance(claims, acs);
    this.issuer = issuer;
    this.requesterId = issuer.address();
  }

  Route climb() {
    Optional<Claim> own = claims.claimOf(issuer).filter(claim -> !isUnsure(claim));
    if (own.isPresent() && own.get() instanceof Claim.OfDestination) {
      return down()
          .arrive(issuer, new Claim.ByName("it stays inside the function", "one function"));
    }
    if (own.isPresent()) {
      return down().into(new Takers.Taker(issuer, own.get()));
    }
    PciFunction at = issuer;
    while (true) {
      Optional<Route> beside = beside(at);
      if (beside.isPresent()) {
        return beside.get();
      }
      switch (topology.parentOf(at.address())) {
        case Parent.Below(var above) -> {
          PciFunction port = topology.at(above);
          Optional<Route> settled = enter(port, at);
          if (settled.isPresent()) {
            return settled.get();
          }
          at = port;
        }
        case Parent.RootBus(var bus) -> {
          trail.hop(new AtHostBridge(bus), new ReachRootComplex(bus));
          return trail.end(new AtRootComplex(bus));
        }
        case Parent.Untold untold -> {
          return trail.open(at, hierarchyUnknown(at.address(), untold.why()));
        }
      }
    }
  }

  private DownstreamWalk down() {
    return new DownstreamWalk(topology, claims, trail);
  }

  private static boolean isUnsure(Claim claim) {
    return claim instanceof Claim.Unsure;
  }

  /// Looks for a neighbour on the bus that the TLP is about to be on; empty when it goes on
  /// upstream.
  private Optional<Route> beside(PciFunction at) {
    Takers takers = takersBeside(at);
    if (takers.isNobody()) {
      pass(at, whyUpstream());
      return Optional.empty();
    }
    return topology.parentOf(at.address()) instanceof Parent.Below(var bridge)
        ? besideBelow(at, topology.at(bridge), takers)
        : besideOnRootBus(at, takers);
  }

  private String whyUpstream() {
    return heading.isToRootComplex()
        ? "it is on its way to the root complex"
        : "nothing beside or below claims it";
  }

  private Optional<Route> besideBelow(PciFunction at, PciFunction bridge, Takers takers) {
    Optional<Reason> doubt = takers.doubt();
    if (doubt.isPresent()) {
      return Optional.of(trail.open(at, doubt.get()));
    }
    Takers.Taker peer = takers.sure().getFirst();
    PeerTurn turn =
        RequesterIds.isConventionalBelow(bridge.kind())
            ? new PeerTurn.Direct("everyone on a PCI bus sees it", "conventional PCI")
            : turn(at, peer);
    return switch (turn) {
      case PeerTurn.Direct(var why, var rule) -> Optional.of(turnTo(at, peer, why, rule));
      case PeerTurn.Redirect(var bit, var rule) -> {
        redirect(at, bit, rule);
        yield Optional.empty();
      }
      case PeerTurn.Forbidden(var reason) -> Optional.of(trail.rejected(at, reason));
      case PeerTurn.Open(var reason, _) -> Optional.of(trail.open(at, reason));
    };
  }

  /// Between root ports the root complex forwards, or does not; all that a port can do is to forbid
  /// it.
  private Optional<Route> besideOnRootBus(PciFunction at, Takers takers) {
    for (Takers.Taker peer : takers.sure()) {
      switch (turn(at, peer)) {
        case PeerTurn.Forbidden(var reason) -> {
          return Optional.of(trail.rejected(at, reason));
        }
        case PeerTurn.Open open -> {
          if (open.mayBeForbidden()) {
            return Optional.of(trail.open(at, open.reason()));
          }
        }
        case PeerTurn.Redirect(var bit, var rule) -> {
          if (!at.equals(issuer)) {
            redirect(at, bit, rule);
            return Optional.empty();
          }
        }
        case PeerTurn.Direct _ -> {}
      }
    }
    pass(at, "what is beside it is for the root complex to reach");
    return Optional.empty();
  }

  /// A port's own memory is no peer traffic, and has a control of its own.
  private PeerTurn turn(PciFunction at, Takers.Taker peer) {
    boolean ownMemory =
        peer.claim() instanceof Claim.OfDestination
            && PortEntrance.isPort(at)
            && PortEntrance.isPort(peer.function());
    return ownMemory ? acs.turnToPort(at, peer.function()) : acs.turn(at, peer.function());
  }

  private void redirect(PciFunction at, String bit, String rule) {
    trail.hop(at, new RedirectUpstream(at.address(), bit, rule));
    heading = Heading.REDIRECTED;
  }

  private void pass(PciFunction at, String why) {
    PciAddress before = requesterId;
    requesterId = at.equals(issuer) ? before : RequesterIds.above(at, before);
    if (!at.equals(issuer)) {
      String taken =
          requesterId.equals(before) ? "" : ", as a request of its own (%s)".formatted(requesterId);
      trail.hop(at, new PassUpstream(at.address(), why + taken, "bridge windows and bus numbers"));
    }
  }

  /// Who of everything else on the bus of a function claims the TLP.
  private Takers takersBeside(PciFunction function) {
    List<PciAddress> onBus =
        switch (topology.parentOf(function.address())) {
          case Parent.Below(var bridge) -> topology.childrenOf(bridge);
          case Parent.RootBus(var bus) ->
              topology.hostBridge(bus).map(HostBridge::functions).orElse(List.of());
          case Parent.Untold _ -> List.of();
        };
    return Takers.among(topology, onBus, Optional.of(function.address()), claims);
  }

  private Route turnTo(PciFunction at, Takers.Taker peer, String why, String rule) {
    PciAddress target = peer.function().address();
    if (!at.equals(issuer)) {
      trail.hop(at, new TurnToPeer(at.address(), target, why, rule));
    }
    if (at.kind() == FunctionKind.DOWNSTREAM_PORT
        && topology.parentOf(at.address()) instanceof Parent.Below above) {
      trail.hop(topology.at(above.bridge()), new CrossSwitch(above.bridge(), target));
    }
    return down().into(peer);
  }

  /// Up to a port; empty when the TLP goes on there.
  private Optional<Route> enter(PciFunction port, PciFunction from) {
    return switch (entrance.enter(port, from, requesterId, heading)) {
      case PortEntrance.Result.Passes(var after) -> {
        heading = after;
        yield Optional.empty();
      }
      case PortEntrance.Result.Arrives(var claim) -> Optional.of(down().arrive(port, claim));
      case PortEntrance.Result.Ends(var outcome) -> Optional.of(trail.end(outcome));
    };
  }

  private static Reason hierarchyUnknown(PciAddress top, String why) {
    return Reason.of(
        "hierarchy-unknown",
        "what is above %s is not told".formatted(top),
        new Evidence(top.toString(), "parent", "unknown", why));
  }
}
