package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.dma.Mapping.Failed;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.dma.Mapping.Undecided;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.InboundMap;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import java.util.List;
import java.util.Optional;

/// Maps without an IOMMU: the physical address, as the client sees it, if the client can issue it
/// (`dma_direct_map_page`, `kernel/dma/direct.c`).
///
/// Where the host bridge passes only some addresses inbound, `dma = physical - CPU start + bus
/// start`; what is outside of them, or beyond the client's mask, is copied through a bounce buffer,
/// which device memory cannot be.
final class DirectMapping {

  /// Every device whose driver does not say otherwise reaches 4 GiB (`DMA_BIT_MASK(32)`).
  private static final long FOUR_GIB_END = 0xffff_ffffL;

  private final Platform platform;

  DirectMapping(Platform platform) {
    this.platform = platform;
  }

  /// @param mask highest address the client can issue
  /// @param iommu what shows that no IOMMU translates
  /// @param because why device memory may be mapped like RAM; nothing of that kind for RAM
  Mapping map(
      DmaRequest request,
      HostPhysicalAddress address,
      Fact<Long> mask,
      Evidence iommu,
      Optional<Reason> peer,
      List<Reason> because) {
    InboundMap inbound =
        InboundMap.of(
            platform, platform.topology().hostBridgeAbove(request.client()).map(HostBridge::bus));
    if (!inbound.isRestricted()) {
      return withinMask(request, address, address, directReason(iommu, because), mask, peer);
    }
    var run = AddressRange.ofSize(address.value(), request.size());
    return inbound
        .rangeOf(run)
        .map(range ->
            withinMask(
                request,
                address,
                seen(address, range),
                inboundReason(range, iommu, because),
                mask,
                peer))
        .orElseGet(() ->
            unreachable(
                "%s is outside what the host bridge passes inbound (dma-ranges)".formatted(address),
                peer));
  }

  private static Address seen(HostPhysicalAddress address, InboundRange range) {
    return new BusAddress(address.value() - range.cpu().first() + range.bus().first());
  }

  private static Mapping withinMask(
      DmaRequest request,
      HostPhysicalAddress physical,
      Address seen,
      Reason reason,
      Fact<Long> mask,
      Optional<Reason> peer) {
    long last = AddressRange.ofSize(seen.value(), request.size()).last();
    return switch (mask) {
      case Known<Long>(Long highest, _) ->
          Long.compareUnsigned(last, highest) <= 0
              ? programmed(seen, reason)
              : unreachable(
                  "%s is beyond the client's DMA mask %s".formatted(seen, Hex.of(highest)), peer);
      case Unknown<Long>(var why) ->
          Long.compareUnsigned(last, FOUR_GIB_END) <= 0
              ? programmed(seen, reason)
              : new Undecided(
                  Reason.of(
                      "mask-unknown",
                      "the DMA mask of %s is not told, and %s may be beyond it"
                          .formatted(request.client(), physical),
                      new Evidence(request.client().toString(), "DMA mask", "unknown", why)));
    };
  }

  private static Mapping programmed(Address seen, Reason reason) {
    return new Programmed(
        How.DIRECT,
        Fact.known(seen, new Inferred("dma-direct keeps the physical address")),
        reason);
  }

  private static Reason directReason(Evidence iommu, List<Reason> because) {
    return Reason.of(
            "direct",
            "no IOMMU translates: the client is programmed with the physical address",
            iommu)
        .because(because);
  }

  private static Reason inboundReason(InboundRange range, Evidence iommu, List<Reason> because) {
    return Reason.of(
            "direct",
            "no IOMMU translates: the client is programmed with the physical address as it stands"
                + " on the bus",
            iommu,
            new Evidence(
                "host bridge " + range.hostBridge(),
                "dma-ranges",
                "CPU %s, bus %s".formatted(range.cpu(), range.bus()),
                range.origin().toString()))
        .because(because);
  }

  private static Mapping unreachable(String why, Optional<Reason> peer) {
    return peer.isPresent() ? cannotBounce(why) : bounced(why);
  }

  static Mapping bounced(String why) {
    return new Programmed(
        How.BOUNCED,
        Fact.unknown("the bounce buffer is the allocator's choice"),
        Reason.of("bounced", why + ", so the data goes through a bounce buffer"));
  }

  static Mapping cannotBounce(String why) {
    return new Failed(
        "EIO",
        Reason.of(
            "cannot-bounce",
            why + ", and device memory cannot be bounced, so the DMA API fails with EIO"));
  }
}
