package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.HookAnswer.Hook;
import io.peerscope.engine.dma.HookAnswer.Kind;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.routing.Waypoint;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// The "same segment" helper of April 2017: whether one switch is above both, or is one of them.
///
/// It looks at no ACS, and root complexes are refused until there is a list of good ones.
final class SameSwitch {

  private final Topology topology;
  private final TopologyGraph graph;

  SameSwitch(Topology topology, TopologyGraph graph) {
    this.topology = topology;
    this.graph = graph;
  }

  HookAnswer ask(PciAddress client, PciAddress provider) {
    Optional<Waypoint> meeting = graph.meetingPoint(client, provider);
    if (meeting.isPresent() && meeting.get() instanceof Waypoint.AtFunction(var common)) {
      return above(client, provider, common);
    }
    return isUntold(client) || isUntold(provider)
        ? untold(client, isUntold(client) ? client : provider)
        : refused(client, provider);
  }

  /// Whether a switch's upstream port is at or above the place where both meet.
  private HookAnswer above(PciAddress client, PciAddress provider, PciAddress common) {
    List<PciFunction> upward =
        topology.upstreamPath(common).functions().stream().map(topology::at).toList();
    Optional<PciFunction> upstreamPort =
        upward.stream()
            .filter(function -> function.kind() == FunctionKind.UPSTREAM_PORT)
            .findFirst();
    if (upstreamPort.isPresent()) {
      return answer(
          client,
          Kind.USE_BUS_ADDRESS,
          Reason.of(
              "same-switch",
              "both are below switch %s; ACS is not asked".formatted(upstreamPort.get().address()),
              type(upstreamPort.get())));
    }
    Optional<PciFunction> unclear =
        upward.stream().filter(function -> function.kind() == FunctionKind.BRIDGE).findFirst();
    if (unclear.isPresent()) {
      return answer(
          client,
          Kind.CANNOT_TELL,
          Reason.of(
              "switch-unknown",
              "whether bridge %s is a switch is not told".formatted(unclear.get().address()),
              type(unclear.get())));
    }
    return isUntold(common) ? untold(client, common) : refused(client, provider);
  }

  private boolean isUntold(PciAddress function) {
    return topology.upstreamPath(function).end() instanceof Parent.Untold;
  }

  private static HookAnswer refused(PciAddress client, PciAddress provider) {
    return answer(
        client,
        Kind.FAIL,
        Reason.of(
            "no-common-switch", "no switch is above both %s and %s".formatted(client, provider)));
  }

  private static HookAnswer untold(PciAddress client, PciAddress below) {
    return answer(
        client,
        Kind.CANNOT_TELL,
        Reason.of("hierarchy-unknown", "what is above %s is not told".formatted(below)));
  }

  private static HookAnswer answer(PciAddress client, Kind kind, Reason reason) {
    return new HookAnswer(Hook.INITIATOR_OPS, new Place.AtFunction(client), kind, reason);
  }

  private static Evidence type(PciFunction function) {
    return new Evidence(
        function.address().toString(),
        "type",
        function.kind().label(),
        function.position().toString());
  }
}
