package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.format.tree.FileTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The IOMMU groups as `/sys/kernel/iommu_groups` lists them, for copies that leave out the link
/// `iommu_group` of the function.
final class GroupMembers {

  private final Map<PciAddress, Integer> groups = new HashMap<>();

  /// @param members names by group
  GroupMembers(Map<String, List<String>> members) {
    members.forEach((group, names) ->
        Attributes.decimal(group)
            .ifPresent(number ->
                names.forEach(name ->
                    PciAddress.parse(name).ifPresent(address -> groups.put(address, number)))));
  }

  /// The function with its group, where only the list of groups tells it.
  SysfsFunction named(SysfsFunction function, FileTree tree, SysfsRoot root) {
    Integer group = groups.get(function.address());
    return group == null || function.system().iommuGroup() instanceof Known
        ? function
        : function.withSystem(
            function
                .system()
                .withIommuGroup(
                    Fact.known(group, tree.at(root.path("kernel/iommu_groups/" + group), 0))));
  }
}
