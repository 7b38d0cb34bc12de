package io.peerscope.probe.cli;

import io.peerscope.engine.address.PciAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that looks like the root of a large server: root ports with a switch and four devices
/// each, every function with the attributes that Linux 6.1 gives and 4,096 bytes of registers.
final class ManyFunctions {

  private static final int DEVICES = 4;
  private static final int BUSES = 6;
  private static final int BRANCHES_OF_A_DOMAIN = 40;

  private final Path root;
  private int functions;

  private ManyFunctions(Path root) {
    this.root = root;
  }

  /// Writes a machine of at least so many functions.
  ///
  /// @return how many there are
  static int write(Path root, int functions) throws IOException {
    var machine = new ManyFunctions(root);
    machine.proc();
    for (int branch = 0; machine.functions < functions; branch++) {
      machine.branch(branch / BRANCHES_OF_A_DOMAIN, branch % BRANCHES_OF_A_DOMAIN);
    }
    return machine.functions;
  }

  private void branch(int domain, int branch) throws IOException {
    Path above = root.resolve("sys/devices/pci%04x:00".formatted(domain));
    int bus = 1 + branch * BUSES;
    int last = bus + BUSES - 1;
    var port = new PciAddress(domain, 0, branch % 32, branch / 32);
    Path below = bridge(above, port, bus, last, 4);
    below = bridge(below, new PciAddress(domain, bus, 0, 0), bus + 1, last, 5);
    for (int device = 0; device < DEVICES; device++) {
      int own = bus + 2 + device;
      Path slot = bridge(below, new PciAddress(domain, bus + 1, device, 0), own, own, 6);
      function(slot, new PciAddress(domain, own, 0, 0), 0x010802, 0, 0);
    }
  }

  private Path bridge(Path above, PciAddress address, int first, int last, int portType)
      throws IOException {
    Path folder = function(above, address, 0x060400, 1, portType);
    write(folder, "secondary_bus_number", Integer.toString(first));
    write(folder, "subordinate_bus_number", Integer.toString(last));
    return folder;
  }

  private Path function(Path above, PciAddress address, int type, int header, int portType)
      throws IOException {
    Path folder = above.resolve(address.toString());
    Files.createDirectories(folder);
    write(folder, "vendor", "0x144d");
    write(folder, "device", "0xa80a");
    write(folder, "class", "0x%06x".formatted(type));
    write(folder, "numa_node", "0");
    write(folder, "irq", "0");
    write(folder, "dma_mask_bits", "64");
    write(folder, "power_state", "D0");
    for (String which : new String[] {"current", "max"}) {
      write(folder, which + "_link_speed", "16.0 GT/s PCIe");
      write(folder, which + "_link_width", "4");
    }
    long memory = 0x2000_0000_0000L + ((long) functions << 24);
    boolean isDevice = header == 0;
    write(
        folder,
        "resource",
        isDevice
            ? "0x%016x 0x%016x 0x%016x".formatted(memory, memory + 0xffff, 0x14_0204)
                + "\n0x0000000000000000 0x0000000000000000 0x0000000000000000".repeat(12)
            : "0x0000000000000000 0x0000000000000000 0x0000000000000000\n".repeat(17).strip());
    Files.write(folder.resolve("config"), registers(type, header, portType, memory));
    link(folder.resolve("driver"), root.resolve("sys/bus/pci/drivers/" + driver(isDevice)));
    Path group = root.resolve("sys/kernel/iommu_groups/" + functions);
    link(folder.resolve("iommu_group"), group);
    write(group, "type", "DMA-FQ");
    link(group.resolve("devices").resolve(address.toString()), folder);
    link(root.resolve("sys/bus/pci/devices").resolve(address.toString()), folder);
    functions++;
    return folder;
  }

  private static String driver(boolean isDevice) {
    return isDevice ? "nvme" : "pcieport";
  }

  /// PCI Express at 40, Advanced Error Reporting at 100, and of ports Access Control Services at
  /// 148.
  private static byte[] registers(int type, int header, int portType, long memory) {
    ByteBuffer config = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    config.putShort(0, (short) 0x144d).putShort(2, (short) 0xa80a);
    config.putShort(4, (short) 0x0406).putShort(6, (short) 0x10);
    config.put(9, (byte) type).put(10, (byte) (type >> 8)).put(11, (byte) (type >> 16));
    config.put(14, (byte) header).put(0x34, (byte) 0x40);
    if (header == 0) {
      config.putInt(0x10, (int) memory | 4).putInt(0x14, (int) (memory >>> 32));
    }
    config.putShort(0x40, (short) 0x10).putShort(0x42, (short) (2 | portType << 4));
    config.putInt(0x100, header == 0 ? 0x0002_0001 : 0x1482_0001);
    if (header == 1) {
      config.putInt(0x148, 0x0001_000d).putInt(0x14c, 0x001d_001f);
    }
    return config.array();
  }

  private void proc() throws IOException {
    write(root.resolve("proc"), "cpuinfo", "vendor_id\t: AuthenticAMD\ncpu family\t: 25");
    write(root.resolve("proc/sys/kernel"), "osrelease", "6.1.0");
    write(root.resolve("proc"), "cmdline", "quiet");
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), text + "\n");
  }

  private static void link(Path from, Path to) throws IOException {
    Files.createDirectories(from.getParent());
    Files.createDirectories(to);
    Files.createSymbolicLink(from, from.getParent().relativize(to));
  }
}
