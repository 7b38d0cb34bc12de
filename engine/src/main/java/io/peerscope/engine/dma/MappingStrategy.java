package io.peerscope.engine.dma;

/// Where the code hangs that knows of peer memory while a page is mapped, and with it what that
/// code can know.
///
/// These are the places that were argued about in April 2017, and the one Linux chose. Who proposed
/// which, who is asked and what it answers is in [StrategyCard]; where they differ is in
/// `docs/rules/placement.md`.
public sealed interface MappingStrategy {

  StrategyName name();

  /// Where its translators hang; no strategy but the two that have any names a place.
  default TranslatorPlacement translators() {
    return TranslatorPlacement.Named.NONE;
  }

  /// Whether mainline Linux, by the rules of its version, gets what no hook takes. Below the others
  /// are DMA operations that know nothing of peers.
  default boolean isAboveMainline() {
    return false;
  }

  /// Whether its hooks are asked in place of the kernel's P2PDMA procedure.
  default boolean decidesAlone() {
    return false;
  }

  /// Linux: `dma_map_sg()` of the client itself, by the rules of the kernel's version.
  record Mainline() implements MappingStrategy {
    @Override
    public StrategyName name() {
      return StrategyName.MAINLINE;
    }

    @Override
    public boolean isAboveMainline() {
      return true;
    }
  }

  /// Soft-IOMMUs on bridges. What none of them answers goes to mainline Linux below.
  record Translators(TranslatorPlacement translators) implements MappingStrategy {
    @Override
    public StrategyName name() {
      return StrategyName.TRANSLATORS;
    }

    @Override
    public boolean isAboveMainline() {
      return true;
    }
  }

  /// Soft-IOMMUs on bridges above DMA operations that know nothing of peers, as in 2017. What none
  /// of them answers goes through the host bridge where that is trusted, and fails elsewhere.
  record TranslatorsAlone(TranslatorPlacement translators) implements MappingStrategy {
    @Override
    public StrategyName name() {
      return StrategyName.TRANSLATORS_ALONE;
    }

    @Override
    public boolean decidesAlone() {
      return true;
    }
  }

  /// The client's DMA operations walk the list and ask for each page whether one switch is above
  /// both.
  ///
  /// The proposal names no ACS, so a page may be mapped to a bus address that a port then
  /// redirects.
  record InitiatorOps() implements MappingStrategy {
    @Override
    public StrategyName name() {
      return StrategyName.INITIATOR_OPS;
    }

    @Override
    public boolean decidesAlone() {
      return true;
    }
  }

  /// Operations put before the client's own where the page is device memory.
  ///
  /// What they decide for one page the proposal does not say; it is taken to be mainline's answer,
  /// so that what differs is the place and the lists it takes.
  record Shim() implements MappingStrategy {
    @Override
    public StrategyName name() {
      return StrategyName.SHIM;
    }
  }

  /// A helper at the target's pagemap that gets the client as its argument and has four answers.
  ///
  /// Which answer it gives when, the proposal does not say. Here: below one bridge without redirect
  /// the bus address, unmapped; below one bridge with a redirect that a trusted root complex turns
  /// around the bus address, mapped in the IOMMU; across a trusted root complex as normal; else it
  /// fails.
  record TargetHelper() implements MappingStrategy {
    @Override
    public StrategyName name() {
      return StrategyName.TARGET_HELPER;
    }
  }

  /// What `--translators` means where no strategy is named: no translator is mainline.
  static MappingStrategy of(TranslatorPlacement placement) {
    return placement == TranslatorPlacement.Named.NONE
        ? new Mainline()
        : new Translators(placement);
  }
}
