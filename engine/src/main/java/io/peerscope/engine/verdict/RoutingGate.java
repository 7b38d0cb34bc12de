package io.peerscope.engine.verdict;

import io.peerscope.engine.dma.MappedDma;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.PeerPermission;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.Travel;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.Hop;
import io.peerscope.engine.routing.Route;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.RouteOutcome.Misrouted;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import java.util.List;
import java.util.Optional;

/// Whether ports, switches and root complex carry the TLPs of a DMA.
///
/// Between peers the root complex is trusted exactly where a processor rule or a row of the
/// kernel's list vouches for it.
final class RoutingGate {

  private RoutingGate() {}

  static GateResult.Answered ask(
      MappedDma dma, Travel travel, Optional<PeerPermission> permission) {
    GateResult.Answered asMapped = ways(dma, travel, permission);
    return dma.mapping() instanceof Mapping.Undecided
            && asMapped instanceof GateResult.Refused(var reasons)
        ? new GateResult.Undetermined(List.of(addressUnknown(reasons)))
        : asMapped;
  }

  /// Without knowing the address, a port that would drop one particular address refuses nothing.
  private static Reason addressUnknown(List<Reason> refusals) {
    return Reason.of(
            "address-unknown",
            "the way depends on the address the client is programmed with, which is not known")
        .because(refusals);
  }

  private static GateResult.Answered ways(
      MappedDma dma, Travel travel, Optional<PeerPermission> permission) {
    Optional<Reason> trusted =
        permission
            .filter(answer -> answer.kind() == PeerPermission.Kind.THROUGH_HOST_BRIDGE)
            .map(PeerPermission::reason);
    boolean toRam = dma.page().page() instanceof ResolvedPage.Host;
    GateResult.Answered request =
        oneWay(travel.request(), travel.beyond(), trusted, toRam, dma.mapping());
    if (!(request instanceof GateResult.Allowed) || travel.answer().isEmpty()) {
      return request;
    }
    GateResult.Answered answer =
        oneWay(travel.answer().get(), travel.answerBeyond(), trusted, false, dma.mapping());
    return answer instanceof GateResult.Allowed ? request : answer;
  }

  private static GateResult.Answered oneWay(
      Route first,
      Optional<Route> beyond,
      Optional<Reason> trusted,
      boolean toRam,
      Mapping mapping) {
    return switch (first.outcome()) {
      case Delivered _ -> allowed(inside(first));
      case Misrouted(_, var reason) -> new GateResult.Refused(List.of(misrouted(reason, mapping)));
      case Rejected(_, var reason) -> new GateResult.Refused(List.of(reason));
      case Undetermined(_, var reason) -> new GateResult.Undetermined(List.of(reason));
      case AtRootComplex(var bus) ->
          toRam
              ? allowed(
                  Reason.of(
                      "routed-to-root-complex",
                      "ports and switches pass it up to host bridge %s".formatted(bus)))
              : throughRootComplex(beyond, trusted);
    };
  }

  private static GateResult.Answered throughRootComplex(
      Optional<Route> beyond, Optional<Reason> trusted) {
    return trusted
        .flatMap(reason -> beyond.map(way -> downFromRootComplex(way, reason)))
        .orElseGet(() ->
            new GateResult.Undetermined(
                List.of(
                    Reason.of(
                        "root-complex-unknown",
                        "the TLP reaches the root complex, and whether that forwards it to a peer"
                            + " is not known"))));
  }

  private static GateResult.Answered downFromRootComplex(Route way, Reason trusted) {
    return switch (way.outcome()) {
      case Misrouted(_, var reason) -> new GateResult.Refused(List.of(reason));
      case Rejected(_, var reason) -> new GateResult.Refused(List.of(reason));
      case Undetermined(_, var reason) -> new GateResult.Undetermined(List.of(reason));
      default ->
          allowed(
              Reason.of("root-complex-forwards", "the root complex forwards it")
                  .because(List.of(trusted)));
    };
  }

  /// An address that belongs to a device's BAR goes to that device, whatever it was meant for.
  private static Reason misrouted(Reason reason, Mapping mapping) {
    boolean byIova =
        mapping instanceof Mapping.Programmed programmed
            && programmed.how() == Mapping.How.TRANSLATED;
    return byIova
        ? Reason.of(
                "iova-inside-peer-window",
                "the IOVA never reaches the IOMMU, for it is inside a peer's BAR: " + reason.text())
            .because(List.of(reason))
        : reason;
  }

  private static Reason inside(Route route) {
    List<Evidence> evidence = route.hops().stream().map(RoutingGate::evidence).toList();
    return new Reason(
        "the TLP arrives without touching the root complex", "routed-inside", evidence, List.of());
  }

  private static Evidence evidence(Hop hop) {
    return new Evidence(
        hop.at().toString(), "routing", hop.decision().sentence(), hop.decision().rule());
  }

  private static GateResult.Answered allowed(Reason reason) {
    return new GateResult.Allowed(List.of(reason));
  }
}
