package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.RouteOutcome.Misrouted;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether everyone on the way of an atomic operation takes part (PCIe 6.15).
///
///     requester: Requester Enable        ports of switches: AtomicOp Routing, and no Egress Blocking
///     where it leaves one                device: completer of the operand's size
///     root port to RAM: completer        root port to another: AtomicOp Routing
///
/// The first that surely refuses ends the way; else the first of which it is not told.
final class AtomicWay {

  private final Topology topology;
  private final AtomicAbility abilities;

  AtomicWay(Topology topology) {
    this.topology = topology;
    this.abilities = new AtomicAbility(topology);
  }

  /// What stands against the operation at one place.
  ///
  /// @param hops how many hops of the route are done before it
  private record Obstacle(int hops, PciAddress at, boolean sure, Reason reason) {}

  Route up(Route route, Tlp tlp) {
    List<Obstacle> obstacles = new ArrayList<>();
    abilities.request(topology.at(tlp.requester())).ifPresent(fault -> add(obstacles, 0, fault));
    onTheWay(route, obstacles, topology.at(tlp.requester()));
    atTheEnd(route, tlp, obstacles);
    return cut(route, obstacles);
  }

  Route down(Route route, Tlp tlp) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (int hop = 0; hop < route.hops().size(); hop++) {
      if (route.hops().get(hop).decision() instanceof RoutingDecision.ForwardDownstream down) {
        passDown(topology.at(down.bridge()), hop, obstacles);
      }
    }
    atTheEnd(route, tlp, obstacles);
    return cut(route, obstacles);
  }

  Route intoMemory(Route route, Tlp tlp) {
    if (!(route.outcome() instanceof AtRootComplex)) {
      return route;
    }
    List<Obstacle> obstacles = new ArrayList<>();
    PciFunction port = lastPort(route).orElseGet(() -> topology.at(tlp.requester()));
    abilities
        .completeInMemory(port, tlp)
        .ifPresent(fault -> add(obstacles, route.hops().size() - 1, fault));
    return cut(route, obstacles);
  }

  Route throughRootComplex(Route route) {
    if (!(route.outcome() instanceof AtRootComplex)) {
      return route;
    }
    List<Obstacle> obstacles = new ArrayList<>();
    lastPort(route)
        .flatMap(abilities::route)
        .ifPresent(fault -> add(obstacles, route.hops().size() - 2, fault));
    return cut(route, obstacles);
  }

  /// The function through which the request reached the root complex, which is the last hop; empty
  /// where there is no port between.
  private Optional<PciFunction> lastPort(Route route) {
    int before = route.hops().size() - 2;
    return before < 0
        ? Optional.empty()
        : Optional.of(topology.at(((AtFunction) route.hops().get(before).at()).address()));
  }

  private void onTheWay(Route route, List<Obstacle> obstacles, PciFunction requester) {
    for (int hop = 0; hop < route.hops().size(); hop++) {
      if (!(route.hops().get(hop).at() instanceof AtFunction(var at))
          || at.equals(requester.address())) {
        continue;
      }
      PciFunction function = topology.at(at);
      int done = hop;
      switch (route.hops().get(hop).decision()) {
        case RoutingDecision.PassUpstream _ -> passUp(function, done, obstacles);
        case RoutingDecision.RedirectUpstream _ -> passUp(function, done, obstacles);
        case RoutingDecision.TurnToPeer _ ->
            abilities.route(function).ifPresent(fault -> add(obstacles, done, fault));
        case RoutingDecision.ForwardDownstream _ -> passDown(function, done, obstacles);
        default -> {}
      }
    }
  }

  /// A root port's way up is the root complex: its ability is asked by whoever knows what is there.
  private void passUp(PciFunction port, int done, List<Obstacle> obstacles) {
    if (port.kind() == FunctionKind.ROOT_PORT) {
      return;
    }
    abilities.route(port).ifPresent(fault -> add(obstacles, done, fault));
    if (port.kind() == FunctionKind.UPSTREAM_PORT) {
      abilities.leave(port).ifPresent(fault -> add(obstacles, done, fault));
    }
  }

  /// A switch's downstream port and a root port are left through; a switch is entered by its
  /// upstream port.
  private void passDown(PciFunction port, int done, List<Obstacle> obstacles) {
    abilities.route(port).ifPresent(fault -> add(obstacles, done, fault));
    if (port.kind() != FunctionKind.UPSTREAM_PORT) {
      abilities.leave(port).ifPresent(fault -> add(obstacles, done, fault));
    }
  }

  private void atTheEnd(Route route, Tlp tlp, List<Obstacle> obstacles) {
    if (route.outcome() instanceof Delivered delivered) {
      abilities
          .complete(topology.at(delivered.at()), tlp)
          .ifPresent(fault -> add(obstacles, Math.max(0, route.hops().size() - 1), fault));
    }
  }

  private static void add(List<Obstacle> obstacles, int hops, AtomicAbility.Fault fault) {
    obstacles.add(new Obstacle(hops, fault.at(), fault.sure(), fault.reason()));
  }

  private static Route cut(Route route, List<Obstacle> obstacles) {
    Optional<Obstacle> first =
        obstacles.stream()
            .filter(Obstacle::sure)
            .findFirst()
            .or(() -> obstacles.stream().findFirst());
    boolean refusedAnyway =
        route.outcome() instanceof Rejected || route.outcome() instanceof Misrouted;
    return first
        .filter(obstacle -> obstacle.sure() || !refusedAnyway)
        .map(obstacle -> new Route(route.hops().subList(0, obstacle.hops()), outcome(obstacle)))
        .orElse(route);
  }

  private static RouteOutcome outcome(Obstacle obstacle) {
    var at = new AtFunction(obstacle.at());
    return obstacle.sure()
        ? new Rejected(at, obstacle.reason())
        : new Undetermined(at, obstacle.reason());
  }
}
