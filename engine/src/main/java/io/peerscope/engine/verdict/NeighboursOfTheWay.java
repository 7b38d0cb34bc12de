package io.peerscope.engine.verdict;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.MappedDma;
import io.peerscope.engine.dma.TravelPlanner;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.routing.Hop;
import io.peerscope.engine.routing.Route;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RoutingDecision.PassUpstream;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.routing.Waypoint;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.routing.Waypoint.AtHostBridge;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.stream.Stream;

/// The functions beside a way that could have taken the TLP, and did not.
///
/// An address that the kernel assigned or keeps free is nobody else's. One that nobody vouches for,
/// computed with the wrong sign or chosen in user space, goes on only because the windows and BARs
/// of each neighbour are told: without them somebody there might take it.
final class NeighboursOfTheWay {

  private NeighboursOfTheWay() {}

  /// @param request the way up from the client
  static List<Evidence> of(Topology topology, MappedDma dma, Route request) {
    return TravelPlanner.aim(dma) instanceof Aim.Anything
        ? Stream.concat(above(topology, dma, request), below(topology, request))
            .map(NeighboursOfTheWay::evidence)
            .toList()
        : List.of();
  }

  /// Everything else on the buses that the TLP left upstream.
  private static Stream<PciAddress> above(Topology topology, MappedDma dma, Route request) {
    Stream<PciAddress> passing =
        request.hops().stream()
            .map(Hop::decision)
            .filter(PassUpstream.class::isInstance)
            .map(decision -> ((PassUpstream) decision).port());
    return Stream.concat(Stream.of(dma.request().client()), passing)
        .flatMap(function -> beside(topology, function));
  }

  private static Stream<PciAddress> beside(Topology topology, PciAddress function) {
    Stream<PciAddress> onBus =
        switch (topology.parentOf(function)) {
          case Parent.Below(var bridge) -> topology.childrenOf(bridge).stream();
          case Parent.RootBus(var bus) -> below(topology, new AtHostBridge(bus));
          case Parent.Untold _ -> Stream.of();
        };
    return onBus.filter(other -> !other.equals(function));
  }

  /// Everything on the bus where nobody took the TLP.
  private static Stream<PciAddress> below(Topology topology, Route request) {
    return request.outcome() instanceof Rejected(var at, var reason)
            && reason.code().equals("no-claimant")
        ? below(topology, at)
        : Stream.of();
  }

  private static Stream<PciAddress> below(Topology topology, Waypoint at) {
    return switch (at) {
      case AtFunction(var bridge) -> topology.childrenOf(bridge).stream();
      case AtHostBridge(var bus) ->
          topology.hostBridge(bus).map(HostBridge::functions).stream().flatMap(List::stream);
    };
  }

  private static Evidence evidence(PciAddress neighbour) {
    return new Evidence(
        neighbour.toString(),
        "windows and BARs",
        "none holds the address",
        "a request goes to whoever claims its address");
  }
}
