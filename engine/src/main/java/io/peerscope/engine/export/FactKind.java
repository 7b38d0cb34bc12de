package io.peerscope.engine.export;

/// The kinds of facts that two machines are compared by.
public enum FactKind {
  /// That a function is there.
  FUNCTION("functions"),
  KIND("what a function is"),
  /// What is right above a function, and for a virtual one its physical function.
  PLACE("what a function is below"),
  IDENTITY("vendor and device ids"),
  CLASS("class codes"),
  NAME("names in words"),
  BUSES("bus numbers of bridges"),
  /// Kind, state and bus address of each BAR.
  BARS("BARs and their bus addresses"),
  CPU_ADDRESSES("CPU addresses of BARs"),
  BAR_SIZES("sizes of BARs"),
  WINDOWS("windows of bridges"),
  REGISTERS("bytes of configuration space"),
  CAPABILITIES("capabilities, ACS among them"),
  DRIVER("drivers"),
  NUMA_NODE("NUMA nodes"),
  IOMMU_GROUP("IOMMU groups"),
  DMA_MASK("DMA masks"),
  POWER("power states"),
  PEER_MEMORY("memory registered for peers"),
  LINK("links"),
  SLOT("slots"),
  PROCESSOR("the processor"),
  KERNEL("the kernel version"),
  IOMMU("how DMA is mapped"),
  PLATFORM("the platform"),
  HOST_BRIDGE_WINDOWS("windows of host bridges"),
  MEMORY_MAP("the memory map and what devices reach of it"),
  HIDDEN_CONTROLLERS("NVMe controllers that a SATA controller hides"),
  DOMAIN_OPENERS("who opened a domain"),
  SCENARIOS("scenarios");

  private final String words;

  FactKind(String words) {
    this.words = words;
  }

  /// For people, completing "cannot carry …".
  public String words() {
    return words;
  }
}
