package io.peerscope.engine.dma;

import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.routing.RouteOutcome.AtRootComplex;
import java.util.Optional;

/// Why a TLP that carries a bus address does not get through the root complex, or may not.
///
/// Mainline never lets it come to that: where a port redirects, it maps through the host bridge. A
/// strategy that looks at no ACS does.
public sealed interface RootComplexTrouble {

  Reason reason();

  /// The IOMMU has no entry for the address: the kernel keeps the windows of host bridges out of
  /// what it hands out as IOVAs.
  record Faults(Reason reason) implements RootComplexTrouble {}

  /// Nobody can say what the root complex makes of the address.
  record Open(Reason reason) implements RootComplexTrouble {}

  /// What a DMA meets there; empty where its TLP does not get there with a bus address, or where
  /// that is the CPU address too and no IOMMU translates.
  static Optional<RootComplexTrouble> of(Platform platform, MappedDma dma, Travel travel) {
    return dma.page().page() instanceof ResolvedPage.Peer peer
            && dma.mapping() instanceof Programmed programmed
            && programmed.how() == How.BUS
            && travel.request().outcome() instanceof AtRootComplex
        ? of(platform, peer)
        : Optional.empty();
  }

  private static Optional<RootComplexTrouble> of(Platform platform, ResolvedPage.Peer peer) {
    return switch (platform.iommu()) {
      case Known<IommuMode>(var mode, var origin) ->
          mode == IommuMode.TRANSLATED
              ? Optional.of(
                  faults(new Evidence("iommu", "mode", mode.spelling(), origin.toString())))
              : otherThanCpu(peer);
      case Unknown<IommuMode>(var why) ->
          Optional.of(
              new Open(
                  Reason.of(
                      "iommu-unknown",
                      "the TLP carries a bus address to the root complex, and whether an IOMMU"
                          + " translates there is not told",
                      new Evidence("iommu", "mode", "unknown", why))));
    };
  }

  private static RootComplexTrouble faults(Evidence iommu) {
    return new Faults(
        Reason.of(
            "iommu-fault",
            "a port sends the TLP up to the IOMMU, which has no entry for a bus address",
            iommu));
  }

  private static Optional<RootComplexTrouble> otherThanCpu(ResolvedPage.Peer peer) {
    return peer.busOffset().ifKnown().filter(offset -> offset == 0).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Open(
                Reason.of(
                    "bus-address-at-root",
                    "the TLP carries a bus address to the root complex that is not the CPU address"
                        + " of the BAR, or not known to be")));
  }
}
