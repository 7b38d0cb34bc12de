package io.peerscope.probe.guest;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Errno;
import io.peerscope.probe.kernel.ErrnoTable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Asks a real VFIO what is wrong, one thing after the other, and holds that the errno is the one
/// that the probe's table explains at that call. Numbers and layouts are written out here.
final class ErrnoRound {

  private static final int PAGE = 4096;
  private static final int READ_WRITE = 3;
  private static final long IOVA = 0x100_0000;

  private final Checks checks;
  private final OwnCalls calls = new OwnCalls();
  private final Arena arena = Arena.global();

  ErrnoRound(Checks checks) {
    this.checks = checks;
  }

  /// @param call the word of the table; empty for what the probe never asks
  private void expect(String what, int errno, long result, String call) {
    String name = Errno.name(errno);
    boolean explained =
        call.isEmpty() || ErrnoTable.knows(call, name) || ErrnoTable.knows("any", name);
    checks.that(
        what + ": " + name + (call.isEmpty() ? "" : ", explained at " + call),
        result == -errno && explained,
        () -> result + (explained ? "" : " without an explanation"));
  }

  private void works(String what, long result) {
    checks.that(what, result >= 0, () -> Errno.name((int) -result));
  }

  private MemorySegment block(int size) {
    MemorySegment block = arena.allocate(size, 8);
    block.set(JAVA_INT_UNALIGNED, 0, size);
    return block;
  }

  private MemorySegment number(long value) {
    MemorySegment block = arena.allocate(4, 4);
    block.set(JAVA_INT_UNALIGNED, 0, (int) value);
    return block;
  }

  private MemorySegment name(PciAddress device) {
    return arena.allocateFrom(device.toString());
  }

  private long map(long container, long address, long iova, long size, int flags) {
    MemorySegment map = block(32);
    map.set(JAVA_INT_UNALIGNED, 4, flags);
    map.set(JAVA_LONG_UNALIGNED, 8, address);
    map.set(JAVA_LONG_UNALIGNED, 16, iova);
    map.set(JAVA_LONG_UNALIGNED, 24, size);
    return calls.ioctl(container, 0x3b71, map);
  }

  private long unmap(long container, long iova, long size) {
    MemorySegment unmap = block(24);
    unmap.set(JAVA_LONG_UNALIGNED, 8, iova);
    unmap.set(JAVA_LONG_UNALIGNED, 16, size);
    return calls.ioctl(container, 0x3b72, unmap);
  }

  /// The NVMe and the NIC are bound to vfio-pci.
  void run() throws IOException {
    long container = calls.open("/dev/vfio/vfio");
    works("the container opens", container);
    expect("IOMMU without a group", Errno.EINVAL, calls.ioctl(container, 0x3b66, 3), "set-iommu");
    expect(
        "mapping without an IOMMU", Errno.EINVAL, map(container, 0, 0, PAGE, 3), "iommu-map-dma");
    String node = Devices.groupNode(Devices.NVME);
    long group = calls.open(node);
    expect("a group that is open", Errno.EBUSY, calls.open(node), "open-group");
    expect(
        "a device before its container",
        Errno.EINVAL,
        calls.ioctl(group, 0x3b6a, name(Devices.NVME)),
        "group-get-device-fd");
    works("the group joins", calls.ioctl(group, 0x3b68, number(container)));
    expect(
        "a group that has joined",
        Errno.EINVAL,
        calls.ioctl(group, 0x3b68, number(container)),
        "group-set-container");
    expect("the noiommu type", Errno.ENODEV, calls.ioctl(container, 0x3b66, 8), "set-iommu");
    works("the IOMMU is set", calls.ioctl(container, 0x3b66, 3));
    expect("a request that is none", Errno.ENOTTY, calls.ioctl(container, 0x3bff, 0), "any");
    expect("the IOMMU again", Errno.EINVAL, calls.ioctl(container, 0x3b66, 3), "set-iommu");
    expect(
        "a device of another group",
        Errno.ENODEV,
        calls.ioctl(group, 0x3b6a, name(Devices.NIC)),
        "group-get-device-fd");
    long device = calls.ioctl(group, 0x3b6a, name(Devices.NVME));
    works("the device opens", device);
    devices(device);
    mappings(container);
    peer(container);
    expect("leaving with an open device", Errno.EBUSY, calls.ioctl(group, 0x3b69, 0), "");
    calls.close(device);
    calls.close(group);
    calls.close(container);
    works("after closing the group opens again", reopened(node));
  }

  private long reopened(String node) {
    long again = calls.open(node);
    calls.close(again);
    return again;
  }

  private void devices(long device) {
    expect(
        "device info cut off",
        Errno.EINVAL,
        calls.ioctl(device, 0x3b6b, block(8)),
        "device-get-info");
    MemorySegment region = block(32);
    region.set(JAVA_INT_UNALIGNED, 8, 8);
    expect(
        "the VGA region",
        Errno.EINVAL,
        calls.ioctl(device, 0x3b6c, region),
        "device-get-region-info");
    MemorySegment irq = block(16);
    irq.set(JAVA_INT_UNALIGNED, 8, 5);
    expect(
        "a sixth interrupt", Errno.EINVAL, calls.ioctl(device, 0x3b6d, irq), "device-get-irq-info");
    MemorySegment bytes = arena.allocate(2L * PAGE, 8);
    expect(
        "reading past the region",
        Errno.EFAULT,
        calls.read(device, bytes, 7L << 40),
        "read-config");
  }

  private void mappings(long container) {
    long page = calls.memory(PAGE, READ_WRITE);
    long readOnly = calls.memory(PAGE, 1);
    String call = "iommu-map-dma";
    works("a page maps", map(container, page, IOVA, PAGE, READ_WRITE));
    expect("the same IOVA", Errno.EEXIST, map(container, page, IOVA, PAGE, READ_WRITE), call);
    expect("no direction", Errno.EINVAL, map(container, page, 2 * IOVA, PAGE, 0), call);
    expect("no size", Errno.EINVAL, map(container, page, 2 * IOVA, 0, READ_WRITE), call);
    expect("half a page", Errno.EINVAL, map(container, page, 2 * IOVA, 100, READ_WRITE), call);
    expect("the interrupt range", Errno.EINVAL, map(container, page, 0xfee0_0000L, PAGE, 3), call);
    expect("beyond the ranges", Errno.EINVAL, map(container, page, 1L << 50, PAGE, 3), call);
    expect("no memory there", Errno.EFAULT, map(container, 1L << 46, 2 * IOVA, PAGE, 3), call);
    expect("read-only memory", Errno.EFAULT, map(container, readOnly, 2 * IOVA, PAGE, 3), call);
    works("read-only memory for reading", map(container, readOnly, 2 * IOVA, PAGE, 1));
    long wrapped = map(container, page, -PAGE, 2L * PAGE, 3);
    expect(
        "an end that wraps",
        wrapped == -Errno.EINVAL ? Errno.EINVAL : Errno.EOVERFLOW,
        wrapped,
        call);
    long two = calls.memory(2L * PAGE, READ_WRITE);
    works("two pages map", map(container, two, 3 * IOVA, 2L * PAGE, READ_WRITE));
    expect("half of them away", Errno.EINVAL, unmap(container, 3 * IOVA, PAGE), "iommu-unmap-dma");
    works("nothing there to take away", unmap(container, 9 * IOVA, PAGE));
  }

  /// The BAR of another device, with its memory decoding on and then off.
  private void peer(long container) throws IOException {
    long group = calls.open(Devices.groupNode(Devices.NIC));
    works("the peer's group joins", calls.ioctl(group, 0x3b68, number(container)));
    long device = calls.ioctl(group, 0x3b6a, name(Devices.NIC));
    works("the peer opens", device);
    long bar = calls.map(device, 0, 0x2_0000);
    works(
        "the peer's BAR maps into the IOMMU", map(container, bar, 4 * IOVA, 0x2_0000, READ_WRITE));
    works("and away", unmap(container, 4 * IOVA, 0x2_0000));
    MemorySegment command = arena.allocate(2, 2);
    calls.read(device, command, (7L << 40) + 4);
    byte before = command.get(JAVA_BYTE, 0);
    command.set(JAVA_BYTE, 0, (byte) (before & ~2));
    calls.write(device, command, (7L << 40) + 4);
    expect(
        "a BAR that does not decode",
        Errno.EFAULT,
        map(container, bar, 5 * IOVA, 0x2_0000, READ_WRITE),
        "iommu-map-dma");
    expect("reading it", Errno.EIO, calls.read(device, arena.allocate(4, 4), 0), "read-config");
    command.set(JAVA_BYTE, 0, before);
    calls.write(device, command, (7L << 40) + 4);
    calls.unmap(bar, 0x2_0000);
    calls.close(device);
    calls.close(group);
  }

  /// A group of which one function is with a driver of the kernel.
  void notViable(PciAddress device) throws IOException {
    long container = calls.open("/dev/vfio/vfio");
    long group = calls.open(Devices.groupNode(device));
    expect(
        "a group that is not viable",
        Errno.EPERM,
        calls.ioctl(group, 0x3b68, number(container)),
        "group-set-container");
    calls.close(group);
    calls.close(container);
  }

  /// What an open device tells, read without the probe.
  ///
  /// @param regions for each of the regions 0 to 7, size and flags
  /// @param config configuration space
  /// @param iommu page sizes, then first and last of each IOVA range
  /// @param sysfs configuration space in sysfs, while the device is open
  record Told(List<String> regions, List<Byte> config, List<Byte> sysfs, String iommu) {}

  Told ask(PciAddress address) throws IOException {
    long container = calls.open("/dev/vfio/vfio");
    long group = calls.open(Devices.groupNode(address));
    calls.ioctl(group, 0x3b68, number(container));
    calls.ioctl(container, 0x3b66, 3);
    long device = calls.ioctl(group, 0x3b6a, name(address));
    var regions = new ArrayList<String>();
    int size = 0;
    for (int index = 0; index < 8; index++) {
      MemorySegment region = block(32);
      region.set(JAVA_INT_UNALIGNED, 8, index);
      calls.ioctl(device, 0x3b6c, region);
      size = (int) region.get(JAVA_LONG_UNALIGNED, 16);
      int flags = region.get(JAVA_INT_UNALIGNED, 4);
      regions.add(
          size == 0
              ? "not there"
              : size
                  + " bytes, "
                  + ((flags & 1) != 0 ? "r" : "")
                  + ((flags & 2) != 0 ? "w" : "")
                  + ((flags & 4) != 0 ? "m" : ""));
    }
    MemorySegment config = arena.allocate(size, 8);
    calls.read(device, config, 7L << 40);
    byte[] sysfs = Devices.config(address);
    String iommu = iommu(container);
    calls.close(device);
    calls.close(group);
    calls.close(container);
    return new Told(List.copyOf(regions), bytes(config.toArray(JAVA_BYTE)), bytes(sysfs), iommu);
  }

  private static List<Byte> bytes(byte[] bytes) {
    var list = new ArrayList<Byte>();
    for (byte each : bytes) {
      list.add(each);
    }
    return List.copyOf(list);
  }

  /// Asked with room for all of it at once; the probe asks twice.
  private String iommu(long container) {
    MemorySegment info = block(1024);
    calls.ioctl(container, 0x3b70, info);
    var text = new StringBuilder();
    int at = info.get(JAVA_INT_UNALIGNED, 16);
    while (at != 0) {
      int id = info.get(JAVA_INT_UNALIGNED, at) & 0xffff;
      int count = id == 1 ? info.get(JAVA_INT_UNALIGNED, at + 8L) : 0;
      for (int range = 0; range < count; range++) {
        text.append(text.isEmpty() ? "" : ", ")
            .append("0x")
            .append(Long.toHexString(info.get(JAVA_LONG_UNALIGNED, at + 16L + range * 16L)))
            .append("-0x")
            .append(Long.toHexString(info.get(JAVA_LONG_UNALIGNED, at + 24L + range * 16L)));
      }
      at = info.get(JAVA_INT_UNALIGNED, at + 4L);
    }
    return text.toString();
  }
}
