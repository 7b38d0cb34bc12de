package io.peerscope.engine.dma;

import static io.peerscope.engine.dma.StepEvent.ARRIVE;
import static io.peerscope.engine.dma.StepEvent.COMPLETE;
import static io.peerscope.engine.dma.StepEvent.COMPLETION;
import static io.peerscope.engine.dma.StepEvent.DOWNSTREAM;
import static io.peerscope.engine.dma.StepEvent.REDIRECT;
import static io.peerscope.engine.dma.StepEvent.UPSTREAM;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.Hop;
import io.peerscope.engine.routing.Route;
import io.peerscope.engine.routing.RouteOutcome;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.RoutingDecision;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// The steps of a programmed DMA: request hop by hop, root complex, arrival, completion.
final class TravelSteps {

  private static final String ROOT_COMPLEX = "root complex peer routing";

  private final Topology topology;
  private final TranslationSteps translation;

  TravelSteps(Platform platform) {
    this.topology = platform.topology();
    this.translation = new TranslationSteps(platform);
  }

  static String request(MappedDma dma) {
    return "%s %d B".formatted(dma.request().operation().tlp(), dma.request().size());
  }

  void add(
      StepList steps,
      MappedDma dma,
      Programmed programmed,
      Travel travel,
      Optional<PeerPermission> permission,
      Optional<RootComplexTrouble> trouble) {
    steps.carry(request(dma), issued(programmed));
    steps.add(
        DmaTracer.client(dma),
        StepEvent.ISSUE,
        "%s sends the TLP".formatted(dma.request().client()),
        "requester ID of the client");
    Route up = travel.request();
    hops(steps, up, Tlp.REQUEST);
    boolean arrived =
        switch (up.outcome()) {
          case Delivered _ -> true;
          case AtRootComplex(PciBus bus) ->
              trouble
                  .map(met -> end(steps, bus, met))
                  .orElseGet(() -> atRootComplex(steps, dma, programmed, bus, travel, permission));
          case RouteOutcome.Misrouted misrouted -> end(steps, misrouted);
          case RouteOutcome.Rejected rejected -> end(steps, rejected);
          case RouteOutcome.Undetermined open -> end(steps, open);
        };
    if (arrived && dma.request().operation().isNonPosted()) {
      complete(steps, dma, travel, permission);
    }
  }

  private static Optional<Address> issued(Programmed programmed) {
    Optional<Address> address = programmed.address().ifKnown();
    return programmed.how() == How.DIRECT
        ? address.map(known -> new BusAddress(known.value()))
        : address;
  }

  private static void hops(StepList steps, Route route, Tlp tlp) {
    for (Hop hop : route.hops()) {
      RoutingDecision decision = hop.decision();
      event(decision, tlp)
          .ifPresent(event ->
              steps.add(StepList.place(hop.at()), event, decision.sentence(), decision.rule()));
    }
  }

  private enum Tlp {
    REQUEST,
    COMPLETION
  }

  /// What a hop is called; empty for the root complex, which has steps of its own.
  private static Optional<StepEvent> event(RoutingDecision decision, Tlp tlp) {
    boolean request = tlp == Tlp.REQUEST;
    return switch (decision) {
      case RoutingDecision.PassUpstream _ -> Optional.of(request ? UPSTREAM : COMPLETION);
      case RoutingDecision.TurnToPeer _ -> Optional.of(request ? UPSTREAM : COMPLETION);
      case RoutingDecision.RedirectUpstream _ -> Optional.of(request ? REDIRECT : COMPLETION);
      case RoutingDecision.CrossSwitch _ -> Optional.of(request ? DOWNSTREAM : COMPLETION);
      case RoutingDecision.ForwardDownstream _ -> Optional.of(request ? DOWNSTREAM : COMPLETION);
      case RoutingDecision.Arrive _ -> Optional.of(request ? ARRIVE : COMPLETE);
      case RoutingDecision.ReachRootComplex _ -> Optional.empty();
    };
  }

  /// Whether the request arrived in the end.
  private boolean atRootComplex(
      StepList steps,
      MappedDma dma,
      Programmed programmed,
      PciBus bus,
      Travel travel,
      Optional<PeerPermission> permission) {
    translation.add(steps, dma, programmed, bus);
    if (!(dma.page().page() instanceof ResolvedPage.Peer peer)) {
      steps.add(new Place.AtMemory(bus), ARRIVE, "the request arrives in RAM", "page lookup");
      return true;
    }
    return forward(steps, bus, peer, travel, permission);
  }

  private boolean forward(
      StepList steps,
      PciBus bus,
      ResolvedPage.Peer peer,
      Travel travel,
      Optional<PeerPermission> permission) {
    Optional<Reason> trusted = trusted(permission);
    Optional<Route> beyond = trusted.flatMap(_ -> travel.beyond());
    if (beyond.isEmpty()) {
      steps.add(
          new Place.AtHostBridge(bus),
          StepEvent.UNKNOWN,
          "whether the root complex forwards to %s is not known".formatted(peer.provider()),
          ROOT_COMPLEX);
      return false;
    }
    PciBus target = hostBridge(peer.provider());
    String text =
        "the root complex forwards it to %s: %s"
            .formatted(peer.provider(), trusted.orElseThrow().text());
    steps.moveTo(
        new Place.AtHostBridge(target),
        StepEvent.FORWARD,
        text,
        peer.bus().ifKnown().map(known -> known),
        StepList.ruleOf(trusted.get()));
    translation.enter(steps, bus, target);
    return follow(steps, beyond.get(), Tlp.REQUEST);
  }

  /// Whether the route ends where it should.
  private static boolean follow(StepList steps, Route route, Tlp tlp) {
    hops(steps, route, tlp);
    return switch (route.outcome()) {
      case Delivered _ -> true;
      case AtRootComplex _ -> true;
      case RouteOutcome.Misrouted misrouted -> end(steps, misrouted);
      case RouteOutcome.Rejected rejected -> end(steps, rejected);
      case RouteOutcome.Undetermined open -> end(steps, open);
    };
  }

  private void complete(
      StepList steps, MappedDma dma, Travel travel, Optional<PeerPermission> permission) {
    steps.carry("CplD %d B".formatted(dma.request().size()), Optional.empty());
    if (travel.answer().isEmpty()) {
      answerDown(steps, dma, travel);
      return;
    }
    Route answer = travel.answer().get();
    if (follow(steps, answer, Tlp.COMPLETION)
        && answer.outcome() instanceof AtRootComplex(PciBus bus)) {
      answerThroughRootComplex(steps, dma, bus, travel, permission);
    }
  }

  private void answerThroughRootComplex(
      StepList steps,
      MappedDma dma,
      PciBus bus,
      Travel travel,
      Optional<PeerPermission> permission) {
    Place at = new Place.AtHostBridge(bus);
    if (trusted(permission).isEmpty()) {
      steps.add(
          at,
          StepEvent.UNKNOWN,
          "whether the root complex forwards the completion is not known",
          ROOT_COMPLEX);
      return;
    }
    steps.add(at, COMPLETION, "it reaches host bridge " + bus, "ID routing");
    answerDown(steps, dma, travel);
  }

  private void answerDown(StepList steps, MappedDma dma, Travel travel) {
    PciBus bus = hostBridge(dma.request().client());
    steps.add(
        new Place.AtHostBridge(bus),
        COMPLETION,
        "host bridge %s sends the completion down".formatted(bus),
        "ID routing");
    follow(steps, travel.answerBeyond().orElseThrow(), Tlp.COMPLETION);
  }

  private static Optional<Reason> trusted(Optional<PeerPermission> permission) {
    return permission
        .filter(answer -> answer.kind() == PeerPermission.Kind.THROUGH_HOST_BRIDGE)
        .map(PeerPermission::reason);
  }

  /// A TLP that has been at the root complex has left a hierarchy, and goes down another.
  private PciBus hostBridge(PciAddress function) {
    return topology.hostBridgeAbove(function).map(HostBridge::bus).orElseThrow();
  }

  private static boolean end(StepList steps, RouteOutcome.Rejected rejected) {
    steps.add(
        StepList.place(rejected.at()),
        StepEvent.REFUSE,
        "refused: " + rejected.reason().text(),
        StepList.ruleOf(rejected.reason()));
    return false;
  }

  private static boolean end(StepList steps, RouteOutcome.Misrouted misrouted) {
    steps.add(
        new Place.AtFunction(misrouted.at()),
        StepEvent.REFUSE,
        "misrouted: " + misrouted.reason().text(),
        StepList.ruleOf(misrouted.reason()));
    return false;
  }

  private static boolean end(StepList steps, RouteOutcome.Undetermined open) {
    steps.add(
        StepList.place(open.at()),
        StepEvent.UNKNOWN,
        "not known: " + open.reason().text(),
        StepList.ruleOf(open.reason()));
    return false;
  }

  private static boolean end(StepList steps, PciBus bus, RootComplexTrouble trouble) {
    Place at = new Place.AtHostBridge(bus);
    String rule = StepList.ruleOf(trouble.reason());
    switch (trouble) {
      case RootComplexTrouble.Faults(var reason) ->
          steps.add(at, StepEvent.REFUSE, "refused: " + reason.text(), rule);
      case RootComplexTrouble.Open(var reason) ->
          steps.add(at, StepEvent.UNKNOWN, "not known: " + reason.text(), rule);
    }
    return false;
  }
}
