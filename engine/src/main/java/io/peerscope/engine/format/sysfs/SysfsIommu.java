package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What sysfs says of IOMMUs.
///
/// @param types the group's domain types in use, each with a group that has it (`identity`, `DMA`,
///   `DMA-FQ`, …)
/// @param groups whether there is any group
/// @param units whether there is any IOMMU in `/sys/class/iommu`
/// @param absent where one sees that there is none; empty where the tree may just leave it out
public record SysfsIommu(
    Map<String, SourcePosition> types,
    boolean groups,
    boolean units,
    Optional<SourcePosition> absent) {

  private static final String GROUPS = "kernel/iommu_groups";
  private static final String UNITS = "class/iommu";

  public SysfsIommu {
    types = Map.copyOf(types);
  }

  /// Both folders exist wherever the kernel can drive IOMMUs at all, so both empty means none; a
  /// copy of sysfs may lack them.
  static SysfsIommu read(FileTree tree, SysfsRoot root) {
    String groupFolder = root.path(GROUPS);
    String unitFolder = root.path(UNITS);
    List<String> groups = tree.list(groupFolder);
    boolean units = !tree.list(unitFolder).isEmpty();
    boolean both = tree.isFolder(groupFolder) && tree.isFolder(unitFolder);
    boolean none = groups.isEmpty() && !units && (both || tree.isLive());
    return new SysfsIommu(
        types(tree, groupFolder, groups),
        !groups.isEmpty(),
        units,
        none ? Optional.of(tree.at(groupFolder, 0)) : Optional.empty());
  }

  private static Map<String, SourcePosition> types(
      FileTree tree, String folder, List<String> groups) {
    Map<String, SourcePosition> types = new TreeMap<>();
    for (String group : groups) {
      String file = Paths.below(Paths.below(folder, group), "type");
      Attributes.textOf(tree, file).ifPresent(type -> types.putIfAbsent(type, tree.at(file, 1)));
    }
    return types;
  }

  /// The members of each group, as links name them.
  static Map<String, List<String>> members(FileTree tree, SysfsRoot root) {
    Map<String, List<String>> members = new TreeMap<>();
    String folder = root.path(GROUPS);
    for (String group : tree.list(folder)) {
      members.put(
          group, new ArrayList<>(tree.list(Paths.below(Paths.below(folder, group), "devices"))));
    }
    return members;
  }
}
