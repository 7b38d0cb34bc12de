package io.peerscope.probe.level;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that looks like the root of a machine: `sys`, `proc` and `dev` as far as the probe
/// looks.
public record MachineFolder(Path root) {

  public static final String NVME = "0000:01:00.0";
  public static final String NIC = "0000:02:00.0";

  /// Two devices below ports of their own, in groups 9 and 10, bound to vfio-pci.
  public static MachineFolder withTwoDevices(Path root) throws IOException {
    var machine = new MachineFolder(root);
    machine.port("0000:00:04.0", "0x01", 1);
    machine.port("0000:00:05.0", "0x02", 2);
    machine.device("0000:00:04.0", NVME, "0x010802", "vfio-pci", 9);
    machine.device("0000:00:05.0", NIC, "0x020000", "vfio-pci", 10);
    machine.node("/dev/vfio/vfio");
    machine.node("/dev/vfio/9");
    machine.node("/dev/vfio/10");
    return machine;
  }

  public Path at(String path) {
    return root.resolve(path.substring(1));
  }

  public MachineFolder node(String path) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), "");
    return this;
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text + "\n");
  }

  private void port(String address, String bus, int group) throws IOException {
    Path folder = at("/sys/devices/pci0000:00/" + address);
    function(folder, address, "0x060400", "pcieport", group);
    write(folder, "secondary_bus_number", Integer.toString(Integer.decode(bus)));
    write(folder, "subordinate_bus_number", Integer.toString(Integer.decode(bus)));
  }

  private void device(String port, String address, String type, String driver, int group)
      throws IOException {
    Path folder = at("/sys/devices/pci0000:00/" + port + "/" + address);
    function(folder, address, type, driver, group);
    barAt(address, 0x8000_0000L, 0x8000_0000L);
  }

  /// A register at a bus address and a resource at a CPU address, 64 KiB long.
  public void barAt(String address, long bus, long cpu) throws IOException {
    Path folder = folder(address);
    ByteBuffer config = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    config.putShort(0, (short) 0x1b36).putShort(2, (short) 0x0010).putShort(4, (short) 2);
    config.put(11, (byte) 1).put(10, (byte) 8).put(9, (byte) 2);
    config.putInt(0x10, (int) bus | 4).putInt(0x14, (int) (bus >>> 32));
    Files.write(folder.resolve("config"), config.array());
    write(
        folder,
        "resource",
        "0x%016x 0x%016x 0x%016x".formatted(cpu, cpu + 0xffff, 0x140204)
            + "\n0x0000000000000000 0x0000000000000000 0x0000000000000000".repeat(6));
  }

  public Path folder(String address) throws IOException {
    return at("/sys/bus/pci/devices/" + address).toRealPath();
  }

  private void function(Path folder, String address, String type, String driver, int group)
      throws IOException {
    Files.createDirectories(folder);
    write(folder, "vendor", "0x1b36");
    write(folder, "device", "0x0010");
    write(folder, "class", type);
    link("/sys/bus/pci/devices/" + address, folder);
    Path members = at("/sys/kernel/iommu_groups/" + group);
    link("/sys/kernel/iommu_groups/" + group + "/devices/" + address, folder);
    Files.createSymbolicLink(folder.resolve("iommu_group"), members);
    bind(address, driver);
  }

  private void link(String from, Path to) throws IOException {
    Files.createDirectories(at(from).getParent());
    Files.createSymbolicLink(at(from), at(from).getParent().relativize(to));
  }

  public void bind(String address, String driver) throws IOException {
    Path folder = at("/sys/bus/pci/drivers/" + driver);
    Files.createDirectories(folder);
    Files.deleteIfExists(folder(address).resolve("driver"));
    Files.createSymbolicLink(folder(address).resolve("driver"), folder);
  }

  /// Offers the device by a node of its own instead of its group's.
  public void offerByNode(String address, String name) throws IOException {
    Files.createDirectories(folder(address).resolve("vfio-dev").resolve(name));
    node("/dev/vfio/devices/" + name);
    node("/dev/iommu");
    Files.deleteIfExists(at("/dev/vfio/9"));
    Files.deleteIfExists(at("/dev/vfio/10"));
  }
}
