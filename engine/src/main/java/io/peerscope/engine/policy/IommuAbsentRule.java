package io.peerscope.engine.policy;

import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.IommuMode;

/// Trusts no root complex where an IOMMU is present, whether it translates or not.
///
/// `iommu_present(dev->bus)`, `drivers/pci/p2pdma.c` of 5.2 and 5.3: off → yes, passthrough → no.
final class IommuAbsentRule {

  private IommuAbsentRule() {}

  static Finding ask(Fact<IommuMode> iommu) {
    return switch (iommu) {
      case Known<IommuMode>(var mode, var origin) ->
          ofMode(mode, new Evidence("iommu", "mode", mode.spelling(), origin.toString()));
      case Unknown<IommuMode>(var why) ->
          Finding.unknown(
              Reason.of(
                  "iommu-unknown",
                  "whether an IOMMU is present is not known; this kernel crosses only without one",
                  new Evidence("iommu", "mode", "unknown", why)));
    };
  }

  private static Finding ofMode(IommuMode mode, Evidence evidence) {
    return switch (mode) {
      case OFF, SWIOTLB_FORCE ->
          Finding.yes(Reason.of("iommu-absent", "no IOMMU is present", evidence));
      case PASSTHROUGH, TRANSLATED ->
          Finding.no(
              Reason.of(
                  "iommu-present",
                  "an IOMMU is present, and then this kernel crosses nowhere",
                  evidence));
    };
  }
}
