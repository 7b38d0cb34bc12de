package io.peerscope.app.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that looks like the root of a running machine: root ports, each with a device below.
///
/// @param root the folder that `sys` is in
public record SysfsFolder(Path root) {

  /// A machine of so many root ports, each with one function below it.
  public static SysfsFolder of(Path root, int ports) {
    var machine = new SysfsFolder(root);
    for (int port = 0; port < ports; port++) {
      machine.port(port);
      machine.plug(port);
    }
    return machine;
  }

  private static String portAddress(int port) {
    return "0000:00:%02x.%x".formatted(1 + port / 8, port % 8);
  }

  /// The device below a port.
  public static String device(int port) {
    return "0000:%02x:00.0".formatted(port + 1);
  }

  private Path folder(String address) {
    return root.resolve("sys/bus/pci/devices").resolve(address);
  }

  private void port(int port) {
    Path folder = root.resolve("sys/devices/pci0000:00").resolve(portAddress(port));
    function(folder, portAddress(port), 0x060400, 1);
    write(folder.resolve("secondary_bus_number"), port + 1 + "\n");
    write(folder.resolve("subordinate_bus_number"), port + 1 + "\n");
  }

  /// Puts the device of a port in.
  public void plug(int port) {
    Path above = root.resolve("sys/devices/pci0000:00").resolve(portAddress(port));
    function(above.resolve(device(port)), device(port), 0x020000, 0);
    set(device(port), "current_link_speed", "8.0 GT/s PCIe");
    set(device(port), "current_link_width", "4");
    set(device(port), "numa_node", "0");
  }

  /// Takes the device of a port out.
  public void unplug(int port) {
    try {
      Files.delete(folder(device(port)));
      Path above = root.resolve("sys/devices/pci0000:00").resolve(portAddress(port));
      try (var files = Files.list(above.resolve(device(port)))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(above.resolve(device(port)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void function(Path folder, String address, int type, int header) {
    try {
      Files.createDirectories(folder);
      Path links = root.resolve("sys/bus/pci/devices");
      Files.createDirectories(links);
      Files.createSymbolicLink(links.resolve(address), links.relativize(folder));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    write(folder.resolve("vendor"), "0x8086\n");
    write(folder.resolve("device"), "0x10d3\n");
    write(folder.resolve("class"), "0x%06x\n".formatted(type));
    write(folder.resolve("power_state"), "D0\n");
    ByteBuffer config = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    config.putShort((short) 0x8086).putShort((short) 0x10d3);
    config.put(11, (byte) (type >> 16)).put(10, (byte) (type >> 8)).put(14, (byte) header);
    try {
      Files.write(folder.resolve("config"), config.array());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// Writes an attribute of a function.
  public void set(String address, String attribute, String value) {
    write(folder(address).resolve(attribute), value + "\n");
  }

  /// Binds a function to a driver.
  public void bind(String address, String driver) {
    try {
      Path folder = root.resolve("sys/bus/pci/drivers").resolve(driver);
      Files.createDirectories(folder);
      Path link = folder(address).resolve("driver");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, folder);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// Puts a function into an IOMMU group.
  public void putIntoGroup(String address, int group) {
    try {
      Path members = root.resolve("sys/kernel/iommu_groups").resolve(Integer.toString(group));
      Files.createDirectories(members.resolve("devices"));
      Path folder = folder(address).toRealPath();
      Files.createSymbolicLink(
          folder.resolve("iommu_group"), folder.relativize(members.toRealPath()));
      Path devices = members.toRealPath().resolve("devices");
      Files.createSymbolicLink(devices.resolve(address), devices.relativize(folder));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
