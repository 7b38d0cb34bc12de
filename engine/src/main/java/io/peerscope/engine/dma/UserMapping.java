package io.peerscope.engine.dma;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.Mapping.Failed;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.dma.Mapping.Undecided;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.iommu.IovaSpace;
import io.peerscope.engine.iommu.IovaSpaces;
import io.peerscope.engine.iommu.ReservedRange;
import io.peerscope.engine.platform.Platform;
import java.util.Optional;

/// Maps a page where a VFIO user wants it (`VFIO_IOMMU_MAP_DMA`,
/// `drivers/vfio/vfio_iommu_type1.c`).
///
/// Nobody asks P2PDMA: device memory is mapped like RAM, and windows of the host bridge are not
/// kept free. Only what the IOMMU driver reserves for everybody is refused.
final class UserMapping {

  private static final long PAGE = 4096;

  /// No IOMMU translates more than 57 bits of an address.
  private static final long WIDEST = (1L << 57) - 1;

  private final Platform platform;
  private final IovaSpaces spaces;

  UserMapping(Platform platform, IovaSpaces spaces) {
    this.platform = platform;
    this.spaces = spaces;
  }

  /// @param physical the CPU address of the target
  /// @param iommu what shows whether an IOMMU is on
  Mapping map(DmaRequest request, Iova iova, Fact<HostPhysicalAddress> physical, Evidence iommu) {
    if (platform.topology().domainOpener(request.client().domain()).isPresent()) {
      return failed(
          "EPERM",
          "vfio-not-viable",
          "the IOMMU group of %s is that of its VMD function, which driver vmd holds"
              .formatted(request.client()),
          iommu);
    }
    Optional<Long> other =
        physical
            .ifKnown()
            .map(address -> (address.value() ^ iova.value()) & (PAGE - 1))
            .filter(bits -> bits != 0);
    if (other.isPresent()) {
      return failed(
          "EINVAL",
          "iova-unaligned",
          "%s and the target lie at different offsets in their pages".formatted(iova),
          iommu);
    }
    return inSpace(request, iova, iommu);
  }

  private Mapping inSpace(DmaRequest request, Iova iova, Evidence iommu) {
    var pages =
        new AddressRange(
            iova.value() & -PAGE,
            AddressRange.ofSize(iova.value(), request.size()).last() | (PAGE - 1));
    IovaSpace space = spaces.of(request.client()).ofUser();
    Optional<ReservedRange> reserved = space.conflict(pages);
    if (reserved.isPresent()) {
      return failed("EINVAL", "iova-reserved", reservedWords(iova, reserved.get()), iommu);
    }
    if (Long.compareUnsigned(pages.last(), WIDEST) > 0) {
      return failed(
          "EINVAL",
          "iova-too-high",
          "%s is above what any IOMMU translates".formatted(iova),
          iommu);
    }
    return Long.compareUnsigned(pages.last(), space.aperture().last()) > 0
        ? new Undecided(
            Reason.of(
                "iova-width-unknown",
                "whether the IOMMU translates addresses above %s is not told"
                    .formatted(Hex.grouped(space.aperture().last())),
                iommu))
        : mapped(iova, iommu);
  }

  private static String reservedWords(Iova iova, ReservedRange reserved) {
    return "%s is in %s (%s, %s)"
        .formatted(iova, reserved.kind().words(), reserved.range(), reserved.origin());
  }

  private static Mapping mapped(Iova iova, Evidence iommu) {
    return new Programmed(
        How.TRANSLATED,
        Fact.known(iova, new GivenByOption("--iova")),
        Reason.of(
            "user-iova",
            "the user mapped the page at this IOVA, and VFIO asks nobody whether a peer may be"
                + " reached",
            iommu));
  }

  private static Mapping failed(String errno, String code, String text, Evidence iommu) {
    return new Failed(errno, Reason.of(code, text + ", so VFIO fails with " + errno, iommu));
  }

  /// There is no IOMMU group to open.
  static Mapping withoutIommu(Evidence iommu) {
    return failed("EINVAL", "vfio-no-iommu", "no IOMMU is on", iommu);
  }
}
