package io.peerscope.engine.platform;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// The whole modelled machine: what a file holds and a verdict is about.
///
/// @param topology the PCI hierarchy
/// @param cpu the processor
/// @param kernel the Linux release
/// @param iommu how DMA is mapped
/// @param firmware name of a platform with DMA rules of its own, such as `PowerNV`
/// @param windows host-bridge windows that the input names
/// @param inbound what devices reach, by host bridge; where the input names none for a host bridge,
///   every address under its own number
/// @param memory the machine's memory map; empty where the input has none
/// @param remapped NVMe controllers that hide in the BAR of a SATA controller
/// @param scenarios DMAs that are kept with the machine, in the order in which they were saved
public record Platform(
    Topology topology,
    Fact<Cpu> cpu,
    Fact<KernelVersion> kernel,
    Fact<IommuMode> iommu,
    Fact<String> firmware,
    List<HostBridgeWindow> windows,
    List<InboundRange> inbound,
    List<MemoryRange> memory,
    List<RemappedNvme> remapped,
    List<Scenario> scenarios) {

  public Platform {
    windows = List.copyOf(windows);
    inbound = List.copyOf(inbound);
    memory = List.copyOf(memory);
    remapped = List.copyOf(remapped);
    scenarios = List.copyOf(scenarios);
  }

  /// A machine without scenarios.
  public Platform(
      Topology topology,
      Fact<Cpu> cpu,
      Fact<KernelVersion> kernel,
      Fact<IommuMode> iommu,
      Fact<String> firmware,
      List<HostBridgeWindow> windows,
      List<InboundRange> inbound,
      List<MemoryRange> memory,
      List<RemappedNvme> remapped) {
    this(topology, cpu, kernel, iommu, firmware, windows, inbound, memory, remapped, List.of());
  }

  /// A machine that hides no controller.
  public Platform(
      Topology topology,
      Fact<Cpu> cpu,
      Fact<KernelVersion> kernel,
      Fact<IommuMode> iommu,
      Fact<String> firmware,
      List<HostBridgeWindow> windows,
      List<InboundRange> inbound,
      List<MemoryRange> memory) {
    this(topology, cpu, kernel, iommu, firmware, windows, inbound, memory, List.of());
  }

  /// A machine of which only the hierarchy is known.
  public static Platform of(Topology topology) {
    return new Platform(
        topology,
        Fact.unknown("the input does not tell the processor"),
        Fact.unknown("the input does not tell the kernel version"),
        Fact.unknown("the input does not tell whether an IOMMU translates"),
        Fact.unknown("the input does not tell the platform"),
        List.of(),
        List.of(),
        List.of());
  }

  public Platform withTopology(Topology newTopology) {
    return new Platform(
        newTopology, cpu, kernel, iommu, firmware, windows, inbound, memory, remapped, scenarios);
  }

  public Platform withCpu(Fact<Cpu> newCpu) {
    return new Platform(
        topology, newCpu, kernel, iommu, firmware, windows, inbound, memory, remapped, scenarios);
  }

  public Platform withKernel(Fact<KernelVersion> newKernel) {
    return new Platform(
        topology, cpu, newKernel, iommu, firmware, windows, inbound, memory, remapped, scenarios);
  }

  public Platform withIommu(Fact<IommuMode> newIommu) {
    return new Platform(
        topology, cpu, kernel, newIommu, firmware, windows, inbound, memory, remapped, scenarios);
  }

  public Platform withFirmware(Fact<String> newFirmware) {
    return new Platform(
        topology, cpu, kernel, iommu, newFirmware, windows, inbound, memory, remapped, scenarios);
  }

  public Platform withWindows(List<HostBridgeWindow> newWindows) {
    return new Platform(
        topology, cpu, kernel, iommu, firmware, newWindows, inbound, memory, remapped, scenarios);
  }

  public Platform withInbound(List<InboundRange> newInbound) {
    return new Platform(
        topology, cpu, kernel, iommu, firmware, windows, newInbound, memory, remapped, scenarios);
  }

  public Platform withMemory(List<MemoryRange> newMemory) {
    return new Platform(
        topology, cpu, kernel, iommu, firmware, windows, inbound, newMemory, remapped, scenarios);
  }

  /// The same machine with the controllers that hide in it.
  public Platform withRemapped(List<RemappedNvme> newRemapped) {
    return new Platform(
        topology, cpu, kernel, iommu, firmware, windows, inbound, memory, newRemapped, scenarios);
  }

  /// The same machine with other DMAs kept with it.
  public Platform withScenarios(List<Scenario> newScenarios) {
    return new Platform(
        topology, cpu, kernel, iommu, firmware, windows, inbound, memory, remapped, newScenarios);
  }

  /// The rules of the platform, where there are any for its name.
  public Optional<PlatformRules> rules() {
    return firmware.ifKnown().flatMap(PlatformRules::named);
  }

  /// The name of a platform whose DMA operations are its own; empty for ordinary ones, and where
  /// the input names none.
  public Optional<String> ownDmaRules() {
    return firmware
        .ifKnown()
        .filter(_ ->
            rules()
                .filter(rules -> rules.operations() == PlatformRules.Operations.KERNEL)
                .isEmpty());
  }
}
