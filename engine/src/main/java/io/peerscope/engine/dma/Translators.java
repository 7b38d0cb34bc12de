package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.HookAnswer.Hook;
import io.peerscope.engine.dma.HookAnswer.Kind;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.routing.Waypoint;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The soft-IOMMU translators of a machine (Dan Williams' proposal of April 2017).
///
/// The nearest one at or above the client is asked first. Memory of a device below it, with no ACS
/// redirect on the way, it maps to the bus address itself; everything else it passes outward.
final class Translators {

  private final Topology topology;
  private final TopologyGraph graph;
  private final TranslatorPlacement placement;

  Translators(Topology topology, TopologyGraph graph, TranslatorPlacement placement) {
    this.topology = topology;
    this.graph = graph;
    this.placement = placement;
  }

  /// Asks outward until one does not pass the page on; the last answer decides unless it passes.
  List<HookAnswer> ask(PciAddress client, ResolvedPage page) {
    List<HookAnswer> answers = new ArrayList<>();
    for (Waypoint translator : above(client)) {
      HookAnswer answer = ask(translator, client, page);
      answers.add(answer);
      if (answer.kind() != Kind.PROCEED) {
        break;
      }
    }
    return List.copyOf(answers);
  }

  /// The translators at or above a client, nearest first.
  private List<Waypoint> above(PciAddress client) {
    UpstreamPath path = topology.upstreamPath(client);
    List<Waypoint> places = new ArrayList<>();
    path.functions().stream()
        .filter(address -> placement.isOn(topology.at(address)))
        .map(Waypoint.AtFunction::new)
        .forEach(places::add);
    if (path.end() instanceof Parent.RootBus root && placement.isOn(root.bus())) {
      places.add(new Waypoint.AtHostBridge(root.bus()));
    }
    return places;
  }

  private HookAnswer ask(Waypoint translator, PciAddress client, ResolvedPage page) {
    return switch (page) {
      case ResolvedPage.Host _ -> passes(translator, "translator-ram", "the page is RAM");
      case ResolvedPage.Nowhere(var why) -> passes(translator, "translator-nowhere", why);
      case ResolvedPage.Peer peer -> askForPeer(translator, client, peer.provider());
    };
  }

  private HookAnswer askForPeer(Waypoint translator, PciAddress client, PciAddress provider) {
    if (!isBelow(translator, provider)) {
      return passes(translator, "translator-outside", "%s is not below it".formatted(provider));
    }
    Optional<List<PciFunction>> between = functionsBetween(client, provider);
    if (between.isEmpty()) {
      return passes(
          translator,
          "translator-host-bridge",
          "%s and %s have only the host bridge in common".formatted(client, provider));
    }
    List<PeerRedirect> acs = between.get().stream().map(PeerRedirect::of).toList();
    State state = PeerRedirect.together(acs.stream().map(PeerRedirect::state));
    return answer(translator, kindOf(state), reason(state, provider, acs));
  }

  private boolean isBelow(Waypoint translator, PciAddress provider) {
    return switch (translator) {
      case Waypoint.AtFunction(var bridge) -> graph.isAtOrBelow(provider, bridge);
      case Waypoint.AtHostBridge(var bus) ->
          topology.hostBridgeAbove(provider).map(HostBridge::bus).filter(bus::equals).isPresent();
    };
  }

  /// Both functions and all bridges between them; empty where the host bridge is among them.
  private Optional<List<PciFunction>> functionsBetween(PciAddress client, PciAddress provider) {
    List<Waypoint> path = graph.path(client, provider).orElseThrow();
    List<PciFunction> functions = new ArrayList<>();
    for (Waypoint waypoint : path) {
      if (!(waypoint instanceof Waypoint.AtFunction(var address))) {
        return Optional.empty();
      }
      functions.add(topology.at(address));
    }
    return Optional.of(functions);
  }

  private static Kind kindOf(State state) {
    return switch (state) {
      case OFF -> Kind.USE_BUS_ADDRESS;
      case UNTOLD -> Kind.CANNOT_TELL;
      case ON -> Kind.PROCEED;
    };
  }

  private static Reason reason(State state, PciAddress provider, List<PeerRedirect> acs) {
    List<Evidence> evidence =
        acs.stream()
            .filter(redirect -> redirect.state() == state)
            .flatMap(redirect -> redirect.evidence().stream())
            .toList();
    String where =
        evidence.stream().map(Evidence::about).distinct().collect(Collectors.joining(", "));
    return switch (state) {
      case OFF ->
          new Reason(
              "%s is below it and no port on the way redirects".formatted(provider),
              "translator-answers",
              evidence,
              List.of());
      case UNTOLD ->
          new Reason("ACS of %s is not told".formatted(where), "acs-unknown", evidence, List.of());
      case ON ->
          new Reason("ACS of %s redirects".formatted(where), "acs-redirect", evidence, List.of());
    };
  }

  private static HookAnswer passes(Waypoint translator, String code, String why) {
    return answer(translator, Kind.PROCEED, Reason.of(code, why));
  }

  private static HookAnswer answer(Waypoint translator, Kind kind, Reason reason) {
    return new HookAnswer(Hook.TRANSLATOR, StepList.place(translator), kind, reason);
  }
}
