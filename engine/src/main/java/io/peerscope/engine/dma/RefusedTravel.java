package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.routing.Waypoint;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way a refused DMA would take, up to the port or border that is to blame.
final class RefusedTravel {

  private final Topology topology;
  private final TopologyGraph graph;

  RefusedTravel(Topology topology, TopologyGraph graph) {
    this.topology = topology;
    this.graph = graph;
  }

  /// A place on the way and whether the TLP goes down there.
  private record Leg(Place at, boolean down) {}

  void addRefusal(StepList steps, MappedDma dma, Reason reason) {
    PciAddress client = dma.request().client();
    Optional<List<Leg>> toPort = wayToPort(client, peer(dma).provider(), State.ON);
    addEnd(
        steps,
        dma,
        toPort.orElseGet(() -> wayToHostBridge(client)),
        StepEvent.REFUSE,
        refusal(reason, toPort.isPresent()),
        reason);
  }

  private static String refusal(Reason reason, boolean byAcs) {
    if (!byAcs) {
      return "refused at the host bridge: " + reason.text();
    }
    String rootComplex =
        reason.because().isEmpty() ? "" : "; " + reason.because().getFirst().text();
    return "refused: " + reason.text() + rootComplex;
  }

  void addUnknown(
      StepList steps, MappedDma dma, Reason reason, Optional<PeerPermission> permission) {
    boolean kernelCannotTell =
        permission.filter(answer -> answer.kind() == PeerPermission.Kind.UNKNOWN).isPresent();
    List<Leg> way =
        kernelCannotTell ? wayToUnknown(dma, permission.orElseThrow().reason()) : List.of();
    addEnd(steps, dma, way, StepEvent.UNKNOWN, "not known: " + reason.text(), reason);
  }

  private List<Leg> wayToUnknown(MappedDma dma, Reason reason) {
    PciAddress client = dma.request().client();
    return switch (reason.code()) {
      case "acs-unknown" -> wayToPort(client, peer(dma).provider(), State.UNTOLD).orElse(List.of());
      case "no-profile" -> List.of();
      default -> wayToHostBridge(client);
    };
  }

  private void addEnd(
      StepList steps,
      MappedDma dma,
      List<Leg> way,
      StepEvent event,
      String decision,
      Reason reason) {
    Place client = DmaTracer.client(dma);
    if (way.isEmpty()) {
      steps.add(client, event, decision, StepList.ruleOf(reason));
      return;
    }
    steps.carry(TravelSteps.request(dma), busAddress(dma));
    steps.add(client, StepEvent.ISSUE, "it would be sent towards the target", "no address yet");
    for (Leg leg : way.subList(0, way.size() - 1)) {
      if (!leg.at().equals(client)) {
        String verb = leg.down() ? "would send it downstream" : "would pass it upstream";
        steps.add(
            leg.at(),
            leg.down() ? StepEvent.DOWNSTREAM : StepEvent.UPSTREAM,
            leg.at() + " " + verb,
            "place in the hierarchy");
      }
    }
    steps.add(way.getLast().at(), event, decision, StepList.ruleOf(reason));
  }

  private static Optional<Address> busAddress(MappedDma dma) {
    return peer(dma).bus().ifKnown().map(bus -> bus);
  }

  /// Nobody refuses RAM, and nobody is asked about a page that is nowhere.
  private static ResolvedPage.Peer peer(MappedDma dma) {
    return (ResolvedPage.Peer) dma.page().page();
  }

  /// From the client to the first function of the given ACS state on the way to the provider; empty
  /// where there is none, or the way leads through a host bridge.
  private Optional<List<Leg>> wayToPort(PciAddress client, PciAddress provider, State state) {
    List<Waypoint> path = graph.path(client, provider).orElse(List.of());
    Optional<Waypoint> meeting = graph.meetingPoint(client, provider);
    if (meeting.isEmpty() || meeting.get() instanceof Waypoint.AtHostBridge) {
      return Optional.empty();
    }
    int top = path.indexOf(meeting.get());
    List<Leg> way = new ArrayList<>();
    for (int at = 0; at < path.size(); at++) {
      way.add(new Leg(StepList.place(path.get(at)), at > top));
      var function = (Waypoint.AtFunction) path.get(at);
      if (PeerRedirect.of(topology.at(function.address())).state() == state) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  private List<Leg> wayToHostBridge(PciAddress client) {
    List<Leg> way = new ArrayList<>();
    topology
        .upstreamPath(client)
        .functions()
        .forEach(function -> way.add(new Leg(new Place.AtFunction(function), false)));
    Optional<PciBus> hostBridge = topology.hostBridgeAbove(client).map(HostBridge::bus);
    way.add(
        new Leg(
            hostBridge.<Place>map(Place.AtHostBridge::new).orElseGet(Place.Untold::new), false));
    return way;
  }
}
