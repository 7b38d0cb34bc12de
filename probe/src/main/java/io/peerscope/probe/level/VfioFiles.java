package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The links and small files of sysfs that tell which node a device has. Only reads.
///
/// @param root `/`, or the folder of a test
public record VfioFiles(Path root) {

  /// Those of this machine.
  public static VfioFiles ofThisMachine() {
    return new VfioFiles(Path.of("/"));
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }

  private static String deviceFolder(PciAddress address) {
    return "/sys/bus/pci/devices/" + address;
  }

  public boolean exists(String path) {
    return Files.exists(at(path));
  }

  /// Whether the kernel knows the function.
  public boolean knows(PciAddress address) {
    return exists(deviceFolder(address));
  }

  /// The IOMMU group of a function; empty without an IOMMU.
  Optional<String> group(PciAddress address) {
    return linkName(deviceFolder(address) + "/iommu_group");
  }

  /// The driver that a function is bound to.
  Optional<String> driver(PciAddress address) {
    return linkName(deviceFolder(address) + "/driver");
  }

  private Optional<String> linkName(String link) {
    try {
      return Optional.ofNullable(Files.readSymbolicLink(at(link)).getFileName())
          .map(Path::toString);
    } catch (IOException | UnsupportedOperationException none) {
      return Optional.empty();
    }
  }

  /// The functions of a group.
  List<PciAddress> members(String group) {
    return names("/sys/kernel/iommu_groups/" + group + "/devices").stream()
        .map(PciAddress::parse)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /// Members of a function's group that a driver of the kernel owns.
  public List<PciAddress> ownedInGroupOf(PciAddress function) {
    return Target.find(function, this).owned(this);
  }

  /// The node of the device's own, where the kernel offers one.
  public Optional<String> deviceNode(PciAddress address) {
    return names(deviceFolder(address) + "/vfio-dev").stream()
        .filter(name -> name.startsWith("vfio"))
        .findFirst()
        .map(name -> "/dev/vfio/devices/" + name);
  }

  private List<String> names(String folder) {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(folder))) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException | DirectoryIteratorException none) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }
}
