package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Level;
import java.util.List;
import java.util.Optional;

/// A device to probe, and by which way the kernel offers it.
///
/// @param group number of its IOMMU group; empty without an IOMMU
/// @param deviceNode its own node below `/dev/vfio/devices`
/// @param byGroup whether the group's node is there, which is then used
record Target(
    PciAddress address, Optional<String> group, Optional<String> deviceNode, boolean byGroup) {

  static final String CONTAINER = "/dev/vfio/vfio";
  static final String IOMMUFD = "/dev/iommu";

  static Target find(PciAddress address, VfioFiles files) {
    Optional<String> group = files.group(address);
    Optional<String> node = files.deviceNode(address);
    boolean hasGroupNode =
        group.filter(number -> files.exists(groupNode(number))).isPresent()
            && files.exists(CONTAINER);
    boolean hasDeviceNode = node.filter(files::exists).isPresent() && files.exists(IOMMUFD);
    return new Target(address, group, node, hasGroupNode || !hasDeviceNode);
  }

  static String groupNode(String group) {
    return "/dev/vfio/" + group;
  }

  String groupNode() {
    return groupNode(group.orElseThrow());
  }

  /// Members of the group that a driver of the kernel owns, so that the group cannot be viable:
  /// bridges on `pcieport` do no harm, functions without a driver neither.
  List<PciAddress> owned(VfioFiles files) {
    return group.map(files::members).orElse(List.of()).stream()
        .filter(member -> files.driver(member).filter(Target::owns).isPresent())
        .toList();
  }

  private static boolean owns(String driver) {
    boolean harmless =
        driver.contains("vfio") || driver.equals("pcieport") || driver.equals("pci-stub");
    return !harmless;
  }

  /// What accepting a level means for this device.
  String consequence(Level level) {
    return address + ": level " + level + " " + level.what() + "; " + level.consequence();
  }
}
