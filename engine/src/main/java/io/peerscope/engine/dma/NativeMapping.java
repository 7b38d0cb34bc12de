package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.Mapping.Failed;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.dma.Mapping.Undecided;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.iommu.IovaSpaces;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.PeerMapping;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Linux's own DMA API gives for one page (`dma_map_sg`; `kernel/dma/direct.c`,
/// `drivers/iommu/dma-iommu.c` of 6.1), for device memory by the rules of the kernel's version; and
/// what VFIO gives to a user who chose the address.
final class NativeMapping {

  private final Platform platform;
  private final Optional<PeerMapping> peers;
  private final PlatformMapping ownRules;
  private final DirectMapping direct;
  private final UserMapping user;
  private final VmdNotes vmd;

  /// @param peers how this kernel maps device memory; empty where its rules are not known
  NativeMapping(Platform platform, Optional<PeerMapping> peers) {
    this.platform = platform;
    this.peers = peers;
    this.ownRules = new PlatformMapping(platform, peers);
    this.direct = new DirectMapping(platform);
    this.user = new UserMapping(platform, new IovaSpaces(platform));
    this.vmd = new VmdNotes(platform);
  }

  Mapping ofRam(DmaRequest request, HostPhysicalAddress address) {
    return ownRules.ofRam().orElseGet(() -> asRam(request, address, Optional.empty()));
  }

  Mapping ofPeer(DmaRequest request, ResolvedPage.Peer page, PeerPermission permission) {
    return ownRules
        .ofPeer(page, permission)
        .orElseGet(() ->
            peers
                .map(rules -> byPermission(request, page, permission, rules))
                .orElseGet(() -> new Undecided(permission.reason())));
  }

  /// What VFIO gives to a user who chose an address for the page.
  ///
  /// @param physical the CPU address of the page
  Mapping ofUser(DmaRequest request, Iova iova, Fact<HostPhysicalAddress> physical) {
    return ownRules
        .ofUser()
        .orElseGet(() ->
            switch (platform.iommu()) {
              case Unknown<IommuMode> _ -> iommuUnknown();
              case Known<IommuMode>(var mode, _) ->
                  switch (mode) {
                    case OFF, SWIOTLB_FORCE -> UserMapping.withoutIommu(iommuEvidence());
                    case PASSTHROUGH, TRANSLATED ->
                        user.map(request, iova, physical, iommuEvidence());
                  };
            });
  }

  /// What mainline says of peer memory on a platform with DMA operations of its own; empty on
  /// others.
  Optional<Reason> platformRefusal() {
    return ownRules.refusal();
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
    return switch (subtracted(page)) {
      case Known<Address> address ->
          new Programmed(
              How.BUS,
              address,
              Reason.of(
                      "bus-address-offset-subtracted",
                      "this kernel programs the CPU address of BAR %d minus its bus offset, where"
                              .formatted(page.bar())
                          + " plus would give the bus address")
                  .because(List.of(why)));
      case Unknown<Address>(var untold) ->
          new Undecided(
              Reason.of(
                      "cpu-address-unknown",
                      "this kernel computes the address from CPU address and bus offset of BAR %d: %s"
                          .formatted(page.bar(), untold))
                  .because(List.of(why)));
    };
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
      case Unknown<HostPhysicalAddress>(var untold) -> withoutAddress(request, untold, why);
    };
  }

  /// What does not depend on the CPU address of the page.
  private Mapping withoutAddress(DmaRequest request, String untold, Reason why) {
    Optional<IommuMode> mode = platform.iommu().ifKnown();
    if (mode.equals(Optional.of(IommuMode.TRANSLATED))) {
      return translated(request, Optional.of(why));
    }
    return mode.equals(Optional.of(IommuMode.SWIOTLB_FORCE))
        ? DirectMapping.cannotBounce("every page is bounced (swiotlb=force)")
        : new Undecided(
            Reason.of(
                "cpu-address-unknown", "the CPU address of the target is not told: " + untold));
  }

  /// @param peer why device memory may be mapped like RAM; empty for RAM itself
  private Mapping asRam(DmaRequest request, HostPhysicalAddress address, Optional<Reason> peer) {
    return switch (platform.iommu()) {
      case Unknown<IommuMode> _ -> iommuUnknown();
      case Known<IommuMode>(var mode, _) ->
          switch (mode) {
            case TRANSLATED -> translated(request, peer);
            case SWIOTLB_FORCE ->
                peer.isPresent()
                    ? DirectMapping.cannotBounce("every page is bounced (swiotlb=force)")
                    : DirectMapping.bounced("every page is bounced (swiotlb=force)");
            case OFF, PASSTHROUGH ->
                direct.map(
                    request, address, mask(request), iommuEvidence(), peer, because(request, peer));
          };
    };
  }

  private Mapping iommuUnknown() {
    return new Undecided(
        Reason.of(
            "iommu-unknown",
            "how the kernel maps this page depends on the IOMMU, which is not told",
            iommuEvidence()));
  }

  private Mapping translated(DmaRequest request, Optional<Reason> peer) {
    return new Programmed(
        How.TRANSLATED,
        Fact.unknown("the IOVA is the allocator's choice"),
        Reason.of(
                "iova",
                "the IOMMU translates: the client is programmed with an IOVA",
                iommuEvidence())
            .because(because(request, peer)));
  }

  private List<Reason> because(DmaRequest request, Optional<Reason> peer) {
    List<Reason> because = new ArrayList<>(peer.stream().toList());
    because.addAll(vmd.of(request.client()));
    return because;
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

  private Evidence iommuEvidence() {
    return switch (platform.iommu()) {
      case Known<IommuMode>(var mode, var origin) ->
          new Evidence("iommu", "mode", mode.spelling(), origin.toString());
      case Unknown<IommuMode>(var why) -> new Evidence("iommu", "mode", "unknown", why);
    };
  }
}
