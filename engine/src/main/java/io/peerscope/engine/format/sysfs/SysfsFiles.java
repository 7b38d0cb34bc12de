package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.format.tree.KeptFiles;
import io.peerscope.engine.format.tree.Paths;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names of all files that are ever opened in a tree of sysfs.
///
/// Others may do something when they are read, or only then: `rom`, `vpd`, `resourceN`, `reset`,
/// `remove`, `p2pmem/allocate`. They are not here, so they stay closed.
final class SysfsFiles {

  /// Attributes of a function that the kernel answers from memory.
  static final Set<String> REMEMBERED =
      Set.of("vendor", "device", "class", "resource", "numa_node", "dma_mask_bits", "power_state");

  /// Below `power`; the kernel answers from memory.
  static final String RUNTIME_STATUS = "runtime_status";

  /// Attributes for which the kernel reads registers, and so wakes a sleeping function
  /// (`pci_config_pm_runtime_get`, `drivers/pci/pci.c`).
  static final Set<String> FROM_REGISTERS =
      Set.of(
          "config",
          "current_link_speed",
          "current_link_width",
          "max_link_speed",
          "max_link_width",
          "secondary_bus_number",
          "subordinate_bus_number");

  /// Below `p2pmem`.
  static final Set<String> PEER_MEMORY = Set.of("size", "available", "published");

  /// Of an IOMMU group, and of a physical slot.
  private static final Set<String> ELSEWHERE = Set.of("type", "address", RUNTIME_STATUS);

  /// Properties of a device tree node.
  static final Set<String> DEVICE_TREE =
      Set.of("compatible", "ranges", "dma-ranges", "#address-cells", "#size-cells");

  /// Beside sysfs, below `proc`.
  static final Set<String> PROC = Set.of("cpuinfo", "version", "cmdline", "iomem", "osrelease");

  /// The last name of [SysfsRoot#OBSERVED].
  private static final Set<String> OBSERVED = Set.of(Paths.name(SysfsRoot.OBSERVED));

  private SysfsFiles() {}

  /// Paths below the folder of a function, in order.
  static List<String> ofFunction() {
    return Stream.of(
            REMEMBERED.stream(),
            FROM_REGISTERS.stream(),
            PEER_MEMORY.stream().map(name -> "p2pmem/" + name),
            Stream.of("power/" + RUNTIME_STATUS),
            DEVICE_TREE.stream().map(name -> "of_node/" + name))
        .flatMap(names -> names)
        .sorted()
        .toList();
  }

  /// What is worth keeping of an archive.
  static KeptFiles kept() {
    return new KeptFiles(
        Stream.of(REMEMBERED, FROM_REGISTERS, PEER_MEMORY, ELSEWHERE, DEVICE_TREE, PROC, OBSERVED)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet()));
  }
}
