package io.peerscope.engine.topology;

import io.peerscope.engine.fact.Fact;

/// What a running operating system says of a function; no register tells these.
///
/// @param driver name of the bound driver
/// @param numaNode NUMA node
/// @param iommuGroup number of its IOMMU group
/// @param dmaMask highest address the driver said the device can reach (sysfs `dma_mask_bits`)
public record SystemFacts(
    Fact<String> driver, Fact<Integer> numaNode, Fact<Integer> iommuGroup, Fact<Long> dmaMask) {

  /// Nothing is known, for one reason.
  public static SystemFacts unknown(String why) {
    return new SystemFacts(
        Fact.unknown(why), Fact.unknown(why), Fact.unknown(why), Fact.unknown(why));
  }
}
