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

  public SystemFacts withDriver(Fact<String> newDriver) {
    return new SystemFacts(newDriver, numaNode, iommuGroup, dmaMask);
  }

  public SystemFacts withNumaNode(Fact<Integer> newNode) {
    return new SystemFacts(driver, newNode, iommuGroup, dmaMask);
  }

  public SystemFacts withIommuGroup(Fact<Integer> newGroup) {
    return new SystemFacts(driver, numaNode, newGroup, dmaMask);
  }

  public SystemFacts withDmaMask(Fact<Long> newMask) {
    return new SystemFacts(driver, numaNode, iommuGroup, newMask);
  }
}
