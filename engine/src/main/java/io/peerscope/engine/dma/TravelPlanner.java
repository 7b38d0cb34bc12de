package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.routing.Route;
import io.peerscope.engine.routing.RouteOutcome;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.TlpRouter;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// Works out which ways the TLPs of a mapped DMA take.
///
/// A DMA that is not mapped is followed as if it carried the target's bus address.
public final class TravelPlanner {

  private final Topology topology;
  private final TlpRouter router;

  public TravelPlanner(Topology topology, TlpRouter router) {
    this.topology = topology;
    this.router = router;
  }

  /// The ways of the DMA; empty where the page is nowhere.
  public Optional<Travel> plan(MappedDma dma) {
    return switch (dma.page().page()) {
      case ResolvedPage.Host _ -> Optional.of(toRam(dma));
      case ResolvedPage.Peer peer -> Optional.of(toPeer(dma, peer));
      case ResolvedPage.Nowhere _ -> Optional.empty();
    };
  }

  private Travel toRam(MappedDma dma) {
    PciAddress client = dma.request().client();
    Route request = router.request(client, inFlight(dma.mapping()), Optional.empty());
    Optional<Route> answer =
        dma.request().operation().isNonPosted()
                && request.outcome() instanceof AtRootComplex(PciBus bus)
            ? Optional.of(router.completionFrom(bus, client))
            : Optional.empty();
    return new Travel(request, Optional.empty(), Optional.empty(), answer);
  }

  private Travel toPeer(MappedDma dma, ResolvedPage.Peer page) {
    PciAddress client = dma.request().client();
    Route request = requestToPeer(dma, page);
    Optional<Route> beyond =
        request.outcome() instanceof AtRootComplex
            ? hostBridge(page.provider())
                .map(bus -> router.requestFrom(bus, page.bus(), page.provider()))
            : Optional.empty();
    RouteOutcome last = beyond.orElse(request).outcome();
    if (!dma.request().operation().isNonPosted() || !(last instanceof Delivered)) {
      return new Travel(request, beyond, Optional.empty(), Optional.empty());
    }
    Route answer = router.completion(page.provider(), client);
    Optional<Route> answerBeyond =
        answer.outcome() instanceof AtRootComplex
            ? hostBridge(client).map(bus -> router.completionFrom(bus, client))
            : Optional.empty();
    return new Travel(request, beyond, Optional.of(answer), answerBeyond);
  }

  /// An IOVA or a bounce buffer points at no device below the root complex: the kernel keeps the
  /// bridge windows out of what its allocators give.
  private Route requestToPeer(MappedDma dma, ResolvedPage.Peer page) {
    PciAddress client = dma.request().client();
    if (dma.mapping() instanceof Programmed programmed) {
      boolean aimsAtPeer =
          switch (programmed.how()) {
            case BUS, DIRECT -> mayBe(programmed.address(), page.bus());
            case TRANSLATED, BOUNCED -> false;
          };
      return router.request(
          client,
          inFlight(programmed),
          aimsAtPeer ? Optional.of(page.provider()) : Optional.empty());
    }
    return router.request(client, page.bus(), Optional.of(page.provider()));
  }

  /// Whether a programmed address may be the one at which the target answers: old kernels miss it,
  /// and so does a CPU address where the bus has another.
  private static boolean mayBe(Fact<Address> programmed, Fact<BusAddress> target) {
    return programmed
        .ifKnown()
        .flatMap(address -> target.ifKnown().map(bus -> bus.value() == address.value()))
        .orElse(true);
  }

  /// What the address field of the TLP holds.
  private static Fact<BusAddress> inFlight(Mapping mapping) {
    return mapping instanceof Programmed(_, Fact<Address> address, _)
        ? address.map(known -> new BusAddress(known.value()))
        : Fact.unknown("nothing is programmed");
  }

  private Optional<PciBus> hostBridge(PciAddress function) {
    return topology.hostBridgeAbove(function).map(HostBridge::bus);
  }
}
