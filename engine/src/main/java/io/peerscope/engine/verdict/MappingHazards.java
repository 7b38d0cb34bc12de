package io.peerscope.engine.verdict;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.HookAnswer;
import io.peerscope.engine.dma.MappedDma;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.platform.InboundMap;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What may spoil a DMA because of the address that its strategy chose.
final class MappingHazards {

  private MappingHazards() {}

  static List<Hazard> of(Platform platform, MappedDma dma) {
    if (!(dma.mapping() instanceof Mapping.Programmed programmed)
        || !(dma.page().page() instanceof ResolvedPage.Peer peer)) {
      return List.of();
    }
    return Stream.of(overlap(platform, dma, programmed), wrongTranslation(dma, programmed, peer))
        .flatMap(Optional::stream)
        .toList();
  }

  /// Without an IOMMU the client sees RAM at addresses too, and one number would mean two things.
  private static Optional<Hazard> overlap(
      Platform platform, MappedDma dma, Mapping.Programmed programmed) {
    boolean translated =
        platform.iommu().ifKnown().filter(mode -> mode == IommuMode.TRANSLATED).isPresent();
    if (programmed.how() != How.BUS || translated) {
      return Optional.empty();
    }
    PciAddress client = dma.request().client();
    return programmed
        .address()
        .ifKnown()
        .map(address -> AddressRange.ofSize(address.value(), dma.request().size()))
        .flatMap(bus ->
            platform.memory().stream()
                .filter(range -> range.kind() == MemoryRange.Kind.RAM)
                .filter(range ->
                    seenBy(platform, client, range.cpu()).anyMatch(seen -> seen.overlaps(bus)))
                .findFirst()
                .map(range ->
                    new Hazard(
                        "bus-address-overlaps",
                        "%s is a bus address of the peer and, seen by %s, RAM as well (%s)"
                            .formatted(Hex.of(bus.first()), client, range.cpu()))));
  }

  /// A run of CPU addresses as the client finds it on its bus.
  private static Stream<AddressRange> seenBy(
      Platform platform, PciAddress client, AddressRange cpu) {
    InboundMap inbound =
        InboundMap.of(platform, platform.topology().hostBridgeAbove(client).map(HostBridge::bus));
    return inbound.isRestricted()
        ? inbound.ranges().stream()
            .filter(range -> range.cpu().overlaps(cpu))
            .map(range -> shifted(range, cpu))
        : Stream.of(cpu);
  }

  private static AddressRange shifted(InboundRange range, AddressRange cpu) {
    long first = max(range.cpu().first(), cpu.first());
    long last = min(range.cpu().last(), cpu.last());
    long shift = range.bus().first() - range.cpu().first();
    return new AddressRange(first + shift, last + shift);
  }

  private static long max(long one, long other) {
    return Long.compareUnsigned(one, other) >= 0 ? one : other;
  }

  private static long min(long one, long other) {
    return Long.compareUnsigned(one, other) <= 0 ? one : other;
  }

  /// An IOMMU puts out CPU addresses; a bus address in its table leads elsewhere where both differ.
  private static Optional<Hazard> wrongTranslation(
      MappedDma dma, Mapping.Programmed programmed, ResolvedPage.Peer peer) {
    boolean mapsBusAddress =
        programmed.how() == How.TRANSLATED
            && dma.asked().stream().anyMatch(asked -> asked.kind() == HookAnswer.Kind.USE_AND_MAP);
    return peer.busOffset()
        .ifKnown()
        .filter(offset -> mapsBusAddress && offset != 0)
        .map(offset ->
            new Hazard(
                "iommu-maps-bus-address",
                "the IOMMU would put out the bus address of BAR %d, which is not its CPU address"
                    .formatted(peer.bar())));
  }
}
