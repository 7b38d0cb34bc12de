package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.routing.Route;
import io.peerscope.engine.routing.RouteOutcome;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import io.peerscope.engine.routing.RouteOutcome.Delivered;
import io.peerscope.engine.routing.Tlp;
import io.peerscope.engine.routing.Tlp.Aim;
import io.peerscope.engine.routing.TlpRouter;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// Works out which ways the TLPs of a mapped DMA take: untranslated and strictly ordered ones.
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

  /// Where the TLPs of the DMA are meant to go, and who vouches for their address.
  public static Aim aim(MappedDma dma) {
    return switch (dma.page().page()) {
      case ResolvedPage.Host _, ResolvedPage.Nowhere _ -> aimAtRam(dma.mapping());
      case ResolvedPage.Peer peer ->
          dma.mapping() instanceof Programmed programmed
              ? aimAtPeer(programmed, peer)
              : new Aim.Device(peer.provider());
    };
  }

  private Travel toRam(MappedDma dma) {
    Tlp tlp = tlp(dma, inFlight(dma.mapping()));
    Route request = router.intoMemory(router.request(tlp), tlp);
    Optional<Route> answer =
        dma.request().operation().isNonPosted()
                && request.outcome() instanceof AtRootComplex(PciBus bus)
            ? Optional.of(router.completionFrom(bus, tlp))
            : Optional.empty();
    return new Travel(request, Optional.empty(), Optional.empty(), answer);
  }

  private Travel toPeer(MappedDma dma, ResolvedPage.Peer page) {
    PciAddress client = dma.request().client();
    Tlp tlp = toPeerTlp(dma, page);
    Route request = router.throughRootComplex(router.request(tlp), tlp);
    Optional<Route> beyond =
        request.outcome() instanceof AtRootComplex
            ? hostBridge(page.provider())
                .map(bus ->
                    router.requestFrom(
                        bus, tlp.withAddress(page.bus(), new Aim.Device(page.provider()))))
            : Optional.empty();
    RouteOutcome last = beyond.orElse(request).outcome();
    if (!dma.request().operation().isNonPosted() || !(last instanceof Delivered)) {
      return new Travel(request, beyond, Optional.empty(), Optional.empty());
    }
    Route answer = router.completion(page.provider(), tlp);
    Optional<Route> answerBeyond =
        answer.outcome() instanceof AtRootComplex
            ? hostBridge(client).map(bus -> router.completionFrom(bus, tlp))
            : Optional.empty();
    return new Travel(request, beyond, Optional.of(answer), answerBeyond);
  }

  private Tlp toPeerTlp(MappedDma dma, ResolvedPage.Peer page) {
    return tlp(dma, dma.mapping() instanceof Programmed ? inFlight(dma.mapping()) : page.bus());
  }

  private static Tlp tlp(MappedDma dma, Fact<BusAddress> address) {
    Tlp tlp = Tlp.of(kind(dma.request().operation()), dma.request().client(), address, aim(dma));
    long size = dma.request().size();
    return size == 4 || size == 8 || size == 16 ? tlp.withOperand((int) size) : tlp;
  }

  private static Tlp.Kind kind(Operation operation) {
    return switch (operation) {
      case READ -> Tlp.Kind.MEMORY_READ;
      case WRITE -> Tlp.Kind.MEMORY_WRITE;
      case ATOMIC -> Tlp.Kind.ATOMIC_OP;
    };
  }

  /// The kernel keeps the bridge windows out of the IOVAs and buffers that it allocates; nobody
  /// does so with an IOVA that is given.
  private static Aim aimAtRam(Mapping mapping) {
    return mapping instanceof Programmed programmed && isGivenIova(programmed)
        ? new Aim.Anything()
        : new Aim.NoDevice();
  }

  private static Aim aimAtPeer(Programmed programmed, ResolvedPage.Peer page) {
    return switch (programmed.how()) {
      case BUS, DIRECT ->
          isWrong(programmed, page) ? new Aim.Anything() : new Aim.Device(page.provider());
      case TRANSLATED, BOUNCED -> isGivenIova(programmed) ? new Aim.Anything() : new Aim.NoDevice();
    };
  }

  private static boolean isGivenIova(Programmed programmed) {
    return programmed.how() == Mapping.How.TRANSLATED
        && programmed.address() instanceof Known<Address>;
  }

  /// Kernels before 6.0 compute bus addresses with the wrong sign, and a CPU address is no bus
  /// address where the window has an offset.
  private static boolean isWrong(Programmed programmed, ResolvedPage.Peer page) {
    Optional<Long> address = programmed.address().ifKnown().map(Address::value);
    return page.bus()
        .ifKnown()
        .map(BusAddress::value)
        .filter(bus -> address.isPresent() && !address.get().equals(bus))
        .isPresent();
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
