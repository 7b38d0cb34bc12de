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
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.PeerMapping;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Optional;

/// What Linux's own DMA API gives for one page (`dma_map_sg`; `kernel/dma/direct.c`,
/// `drivers/iommu/dma-iommu.c` of 6.1), for device memory by the rules of the kernel's version.
final class NativeMapping {

  private static final int FIRST_VMD_DOMAIN = 0x10000;

  /// Every device whose driver does not say otherwise reaches 4 GiB (`DMA_BIT_MASK(32)`).
  private static final long FOUR_GIB_END = 0xffff_ffffL;

  private final Platform platform;
  private final Optional<PeerMapping> peers;

  /// @param peers how this kernel maps device memory; empty where its rules are not known
  NativeMapping(Platform platform, Optional<PeerMapping> peers) {
    this.platform = platform;
    this.peers = peers;
  }

  Mapping ofRam(DmaRequest request, HostPhysicalAddress address) {
    return ownRules("RAM").orElseGet(() -> asRam(request, address, Optional.empty()));
  }

  Mapping ofPeer(DmaRequest request, ResolvedPage.Peer page, PeerPermission permission) {
    return ownRules("device memory")
        .orElseGet(() ->
            peers
                .map(rules -> byPermission(request, page, permission, rules))
                .orElseGet(() -> new Undecided(permission.reason())));
  }

  private Optional<Mapping> ownRules(String what) {
    return platform
        .ownDmaRules()
        .map(name ->
            new Undecided(
                Reason.of(
                    "platform-rule-not-modelled",
                    "%s maps %s by rules of its own, which are not modelled".formatted(name, what),
                    new Evidence("platform", "name", name, "the input"))));
  }

  private Mapping byPermission(
      DmaRequest request, ResolvedPage.Peer page, PeerPermission permission, PeerMapping rules) {
    Reason why = permission.reason();
    return switch (permission.kind()) {
      case DIRECT -> byOffset(page, why, rules.offset());
      case THROUGH_HOST_BRIDGE ->
          switch (rules.through()) {
            case DMA_MAP -> throughHostBridge(request, page, why);
            case BUS_ADDRESS -> byOffset(page, why, rules.offset());
          };
      case REFUSED ->
          new Failed(
              rules.refusal().result(),
              Reason.of("peer-not-supported", rules.refusal().sentence()).because(List.of(why)));
      case UNKNOWN -> new Undecided(why);
    };
  }

  private static Mapping byOffset(ResolvedPage.Peer page, Reason why, PeerMapping.Offset offset) {
    return switch (offset) {
      case ADDED -> busAddress(page, why);
      case SUBTRACTED -> wrongSign(page, why);
    };
  }

  /// CPU address minus offset: `pci_p2pdma_map_sg` of 4.20 to 5.19.
  private static Mapping wrongSign(ResolvedPage.Peer page, Reason why) {
    Reason reason =
        Reason.of(
                "bus-address-offset-subtracted",
                "this kernel programs the CPU address of BAR %d minus its bus offset, where plus"
                        .formatted(page.bar())
                    + " would give the bus address")
            .because(List.of(why));
    return new Programmed(How.BUS, subtracted(page), reason);
  }

  private static Fact<Address> subtracted(ResolvedPage.Peer page) {
    return switch (page.cpu()) {
      case Known<HostPhysicalAddress>(var cpu, _) ->
          page.busOffset().map(offset -> new BusAddress(cpu.value() - offset));
      case Unknown<HostPhysicalAddress>(var untold) -> Fact.unknown(untold);
    };
  }

  /// Physical address plus the BAR's bus offset; neither mask nor IOMMU are asked.
  static Mapping busAddress(ResolvedPage.Peer page, Reason why) {
    Fact<Address> address = page.bus().map(bus -> bus);
    Reason reason =
        Reason.of(
                "bus-address",
                "the client is programmed with the PCI bus address of BAR %d, whatever the IOMMU does"
                    .formatted(page.bar()))
            .because(List.of(why));
    return new Programmed(How.BUS, address, reason);
  }

  private Mapping throughHostBridge(DmaRequest request, ResolvedPage.Peer page, Reason why) {
    return switch (page.cpu()) {
      case Known<HostPhysicalAddress>(var cpu, _) -> asRam(request, cpu, Optional.of(why));
      case Unknown<HostPhysicalAddress>(var untold) ->
          iommu() == Iommu.TRANSLATED
              ? translated(request, Optional.of(why))
              : iommu() == Iommu.SWIOTLB_FORCE
                  ? cannotBounce("every page is bounced (swiotlb=force)")
                  : new Undecided(
                      Reason.of(
                          "cpu-address-unknown",
                          "the CPU address of the target is not told: " + untold));
    };
  }

  private enum Iommu {
    DIRECT,
    TRANSLATED,
    SWIOTLB_FORCE,
    UNTOLD
  }

  private Iommu iommu() {
    return platform
        .iommu()
        .ifKnown()
        .map(mode ->
            switch (mode) {
              case OFF, PASSTHROUGH -> Iommu.DIRECT;
              case TRANSLATED -> Iommu.TRANSLATED;
              case SWIOTLB_FORCE -> Iommu.SWIOTLB_FORCE;
            })
        .orElse(Iommu.UNTOLD);
  }

  /// @param peer why device memory may be mapped like RAM; empty for RAM itself
  private Mapping asRam(DmaRequest request, HostPhysicalAddress address, Optional<Reason> peer) {
    return switch (iommu()) {
      case UNTOLD ->
          new Undecided(
              Reason.of(
                  "iommu-unknown",
                  "how the kernel maps this page depends on the IOMMU, which is not told",
                  iommuEvidence()));
      case TRANSLATED -> translated(request, peer);
      case SWIOTLB_FORCE ->
          peer.isPresent()
              ? cannotBounce("every page is bounced (swiotlb=force)")
              : bounced("every page is bounced (swiotlb=force)");
      case DIRECT -> direct(request, address, peer);
    };
  }

  private Mapping translated(DmaRequest request, Optional<Reason> peer) {
    if (Integer.compareUnsigned(request.client().domain(), FIRST_VMD_DOMAIN) >= 0) {
      return new Undecided(
          Reason.of(
              "vmd-not-modelled",
              "behind a VMD the IOMMU sees the VMD, not %s; that is not modelled"
                  .formatted(request.client()),
              iommuEvidence()));
    }
    return new Programmed(
        How.TRANSLATED,
        Fact.unknown("the IOVA is the allocator's choice"),
        Reason.of(
                "iova",
                "the IOMMU translates: the client is programmed with an IOVA",
                iommuEvidence())
            .because(peer.stream().toList()));
  }

  private Mapping direct(DmaRequest request, HostPhysicalAddress address, Optional<Reason> peer) {
    Fact<Long> mask = mask(request);
    long last = AddressRange.ofSize(address.value(), request.size()).last();
    return switch (mask) {
      case Known<Long>(Long highest, _) ->
          Long.compareUnsigned(last, highest) <= 0
              ? directAddress(address, peer)
              : beyondMask(address, highest, peer);
      case Unknown<Long>(var why) ->
          Long.compareUnsigned(last, FOUR_GIB_END) <= 0
              ? directAddress(address, peer)
              : new Undecided(
                  Reason.of(
                      "mask-unknown",
                      "the DMA mask of %s is not told, and %s may be beyond it"
                          .formatted(request.client(), address),
                      new Evidence(request.client().toString(), "DMA mask", "unknown", why)));
    };
  }

  /// The request's mask where it is known, else the input's.
  Fact<Long> mask(DmaRequest request) {
    return request.dmaMask() instanceof Known<Long>
        ? request.dmaMask()
        : platform
            .topology()
            .find(request.client())
            .map(function -> function.system().dmaMask())
            .orElse(request.dmaMask());
  }

  private Mapping directAddress(HostPhysicalAddress address, Optional<Reason> peer) {
    return new Programmed(
        How.DIRECT,
        Fact.known(address, new Inferred("dma-direct keeps the physical address")),
        Reason.of(
                "direct",
                "no IOMMU translates: the client is programmed with the physical address",
                iommuEvidence())
            .because(peer.stream().toList()));
  }

  private Mapping beyondMask(HostPhysicalAddress address, long mask, Optional<Reason> peer) {
    String why = "%s is beyond the client's DMA mask %s".formatted(address, Hex.of(mask));
    return peer.isPresent() ? cannotBounce(why) : bounced(why);
  }

  private static Mapping bounced(String why) {
    return new Programmed(
        How.BOUNCED,
        Fact.unknown("the bounce buffer is the allocator's choice"),
        Reason.of("bounced", why + ", so the data goes through a bounce buffer"));
  }

  private static Mapping cannotBounce(String why) {
    return new Failed(
        "EIO",
        Reason.of(
            "cannot-bounce",
            why + ", and device memory cannot be bounced, so the DMA API fails with EIO"));
  }

  private Evidence iommuEvidence() {
    return switch (platform.iommu()) {
      case Known<IommuMode>(var mode, var origin) ->
          new Evidence("iommu", "mode", mode.spelling(), origin.toString());
      case Unknown<IommuMode>(var why) -> new Evidence("iommu", "mode", "unknown", why);
    };
  }
}
