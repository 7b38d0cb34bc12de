package io.peerscope.engine.verdict;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What may spoil a DMA that no gate refuses.
final class Hazards {

  private final Topology topology;
  private final IovaOverlap overlap;

  Hazards(Platform platform) {
    this.topology = platform.topology();
    this.overlap = new IovaOverlap(platform);
  }

  List<Hazard> of(DmaRequest request, ResolvedPage page, Mapping mapping, Fact<Long> mask) {
    if (!(mapping instanceof Mapping.Programmed programmed)) {
      return List.of();
    }
    Stream<Hazard> ofPage =
        page instanceof ResolvedPage.Peer peer
            ? ofPeer(request, peer, programmed).stream()
            : Stream.empty();
    return Stream.of(
            overlap.of(request).stream(), beyondMask(request, programmed, mask).stream(), ofPage)
        .flatMap(hazards -> hazards)
        .toList();
  }

  private List<Hazard> ofPeer(
      DmaRequest request, ResolvedPage.Peer peer, Mapping.Programmed programmed) {
    return Stream.of(wrongSign(peer, programmed), decodingOff(peer), beyondBar(request, peer))
        .flatMap(Optional::stream)
        .toList();
  }

  /// The kernel does not check a bus address against the mask, and nobody checks what a user chose.
  private static Optional<Hazard> beyondMask(
      DmaRequest request, Mapping.Programmed programmed, Fact<Long> mask) {
    if (programmed.how() != Mapping.How.BUS && request.chosenIova().isEmpty()) {
      return Optional.empty();
    }
    return mask.ifKnown()
        .flatMap(highest ->
            programmed
                .address()
                .ifKnown()
                .map(address -> AddressRange.ofSize(address.value(), request.size()).last())
                .filter(last -> Long.compareUnsigned(last, highest) > 0)
                .map(last ->
                    new Hazard(
                        "address-exceeds-mask",
                        "the address reaches %s, beyond what %s can issue (%s)"
                            .formatted(Hex.of(last), request.client(), Hex.of(highest)))));
  }

  /// Kernels before 6.0 subtract the bus offset instead of adding it.
  private static Optional<Hazard> wrongSign(ResolvedPage.Peer peer, Mapping.Programmed programmed) {
    if (programmed.how() != Mapping.How.BUS) {
      return Optional.empty();
    }
    return programmed
        .address()
        .ifKnown()
        .flatMap(address ->
            peer.bus()
                .ifKnown()
                .filter(bus -> bus.value() != address.value())
                .map(bus ->
                    new Hazard(
                        "historic-offset-sign",
                        "this kernel subtracts the bus offset: it programs %s, and the BAR answers"
                                .formatted(Hex.of(address.value()))
                            + " at %s".formatted(Hex.of(bus.value())))));
  }

  private Optional<Hazard> decodingOff(ResolvedPage.Peer peer) {
    return bar(peer)
        .filter(bar -> bar.state() == BarState.DISABLED)
        .map(bar ->
            new Hazard(
                "decoding-off",
                "memory decoding of %s is off, so its BAR %d answers nothing"
                    .formatted(peer.provider(), bar.index())));
  }

  private Optional<Hazard> beyondBar(DmaRequest request, ResolvedPage.Peer peer) {
    return bar(peer)
        .flatMap(bar -> bar.size().ifKnown())
        .filter(size -> Long.compareUnsigned(request.size(), size - peer.offset()) > 0)
        .map(size ->
            new Hazard(
                "crosses-bar-end",
                "%d bytes from offset %s on reach beyond BAR %d of %s (%s)"
                    .formatted(
                        request.size(),
                        Hex.of(peer.offset()),
                        peer.bar(),
                        peer.provider(),
                        Hex.size(size))));
  }

  private Optional<Bar> bar(ResolvedPage.Peer peer) {
    return topology.find(peer.provider()).flatMap(function -> function.bar(peer.bar()));
  }
}
