package io.peerscope.engine.topology;

import io.peerscope.engine.config.Link;
import io.peerscope.engine.fact.Fact;
import java.util.Optional;

/// What a running operating system says of a function; no register tells these, or not to
/// everybody.
///
/// @param driver name of the bound driver
/// @param numaNode NUMA node
/// @param iommuGroup number of its IOMMU group
/// @param dmaMask highest address the driver said the device can reach (sysfs `dma_mask_bits`)
/// @param power power state
/// @param peerMemory memory registered for peers; known to be empty where no driver did
/// @param link speed and width of the link now
/// @param linkLimit what the link could do
/// @param slot name of the physical slot
public record SystemFacts(
    Fact<String> driver,
    Fact<Integer> numaNode,
    Fact<Integer> iommuGroup,
    Fact<Long> dmaMask,
    Fact<PowerState> power,
    Fact<Optional<PeerMemory>> peerMemory,
    Fact<Link> link,
    Fact<Link> linkLimit,
    Fact<String> slot) {

  private static final String NOT_TOLD = "the input does not tell";

  /// What a listing can tell; the rest is unknown.
  public SystemFacts(
      Fact<String> driver, Fact<Integer> numaNode, Fact<Integer> iommuGroup, Fact<Long> dmaMask) {
    this(
        driver,
        numaNode,
        iommuGroup,
        dmaMask,
        Fact.unknown(NOT_TOLD + " a power state"),
        Fact.unknown(NOT_TOLD + " whether memory is registered for peers"),
        Fact.unknown(NOT_TOLD + " a link"),
        Fact.unknown(NOT_TOLD + " a link"),
        Fact.unknown(NOT_TOLD + " a slot"));
  }

  /// Nothing is known, for one reason.
  public static SystemFacts unknown(String why) {
    return new SystemFacts(
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why),
        Fact.unknown(why));
  }

  public SystemFacts withIommuGroup(Fact<Integer> newGroup) {
    return new SystemFacts(
        driver, numaNode, newGroup, dmaMask, power, peerMemory, link, linkLimit, slot);
  }

  public SystemFacts withSlot(Fact<String> newSlot) {
    return new SystemFacts(
        driver, numaNode, iommuGroup, dmaMask, power, peerMemory, link, linkLimit, newSlot);
  }

  /// Whether the function sleeps so deeply that its registers cannot be read without waking it.
  public boolean isAsleep() {
    return power.ifKnown().filter(PowerState.D3_COLD::equals).isPresent();
  }

  public SystemFacts withDriver(Fact<String> newDriver) {
    return new SystemFacts(
        newDriver, numaNode, iommuGroup, dmaMask, power, peerMemory, link, linkLimit, slot);
  }

  public SystemFacts withNumaNode(Fact<Integer> newNode) {
    return new SystemFacts(
        driver, newNode, iommuGroup, dmaMask, power, peerMemory, link, linkLimit, slot);
  }

  public SystemFacts withDmaMask(Fact<Long> newMask) {
    return new SystemFacts(
        driver, numaNode, iommuGroup, newMask, power, peerMemory, link, linkLimit, slot);
  }

  public SystemFacts withPeerMemory(Fact<Optional<PeerMemory>> newMemory) {
    return new SystemFacts(
        driver, numaNode, iommuGroup, dmaMask, power, newMemory, link, linkLimit, slot);
  }
}
