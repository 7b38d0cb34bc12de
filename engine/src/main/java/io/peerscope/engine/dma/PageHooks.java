package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.HookAnswer.Hook;
import io.peerscope.engine.dma.HookAnswer.Kind;
import io.peerscope.engine.dma.MappingStrategy.InitiatorOps;
import io.peerscope.engine.dma.MappingStrategy.Mainline;
import io.peerscope.engine.dma.MappingStrategy.Shim;
import io.peerscope.engine.dma.MappingStrategy.TargetHelper;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.TopologyGraph;
import io.peerscope.engine.routing.Waypoint;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// Asks the hooks of a strategy about one page.
final class PageHooks {

  private final MappingStrategy strategy;
  private final Translators translators;
  private final SameSwitch sameSwitch;
  private final TopologyGraph graph;

  PageHooks(Topology topology, TopologyGraph graph, MappingStrategy strategy) {
    this.strategy = strategy;
    this.translators = new Translators(topology, graph, strategy.translators());
    this.sameSwitch = new SameSwitch(topology, graph);
    this.graph = graph;
  }

  /// Who was asked, in that order; the last one decides. Empty where the strategy has no hook for
  /// the page.
  ///
  /// @param permission what the kernel's procedure says; empty unless the page is device memory
  List<HookAnswer> ask(PciAddress client, ResolvedPage page, Optional<PeerPermission> permission) {
    return switch (strategy) {
      case Mainline _ -> List.of();
      case MappingStrategy.Translators _ -> translators.ask(client, page);
      case MappingStrategy.TranslatorsAlone _ -> translators.ask(client, page);
      case InitiatorOps _ ->
          page instanceof ResolvedPage.Peer peer
              ? List.of(sameSwitch.ask(client, peer.provider()))
              : List.of();
      case Shim _ -> permission.map(kernel -> List.of(shim(client, kernel))).orElse(List.of());
      case TargetHelper _ ->
          page instanceof ResolvedPage.Peer peer
              ? List.of(helper(client, peer.provider(), permission.orElseThrow()))
              : List.of();
    };
  }

  private static HookAnswer shim(PciAddress client, PeerPermission kernel) {
    Kind kind = withoutMapping(kernel, Kind.PROCEED);
    return new HookAnswer(Hook.SHIM, new Place.AtFunction(client), kind, kernel.reason());
  }

  private HookAnswer helper(PciAddress client, PciAddress provider, PeerPermission kernel) {
    boolean meetBelowHostBridge =
        graph
            .meetingPoint(client, provider)
            .filter(Waypoint.AtFunction.class::isInstance)
            .isPresent();
    Kind kind = withoutMapping(kernel, meetBelowHostBridge ? Kind.USE_AND_MAP : Kind.PROCEED);
    return new HookAnswer(
        Hook.TARGET_HELPER, new Place.AtFunction(provider), kind, kernel.reason());
  }

  private static Kind withoutMapping(PeerPermission kernel, Kind throughHostBridge) {
    return switch (kernel.kind()) {
      case DIRECT -> Kind.USE_BUS_ADDRESS;
      case THROUGH_HOST_BRIDGE -> throughHostBridge;
      case REFUSED -> Kind.FAIL;
      case UNKNOWN -> Kind.CANNOT_TELL;
    };
  }

  /// The reason of an answer, with who gave it.
  static Reason answered(HookAnswer answer) {
    return Reason.of(
            answer.hook().code(),
            "%s answers: %s".formatted(answer.asker(), answer.reason().text()))
        .because(List.of(answer.reason()));
  }
}
