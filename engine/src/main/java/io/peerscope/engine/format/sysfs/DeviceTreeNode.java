package io.peerscope.engine.format.sysfs;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.tree.FileTree;
import io.peerscope.engine.format.tree.Paths;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A host bridge in the device tree: `ranges` are its windows, `dma-ranges` what devices below
/// reach (IEEE 1275, PCI Bus Binding; kernel `of_pci_range_parser_one`).
///
/// @param folder path of the node in the tree
record DeviceTreeNode(FileTree tree, String folder) {

  private static final int LARGEST = 64 * 1024;
  private static final int CELL = 4;

  /// A PCI address: flags, then 64 bits.
  private static final int PCI_CELLS = 3;

  private static final int SPACE = 0x0300_0000;
  private static final int MEMORY_32 = 0x0200_0000;
  private static final int MEMORY_64 = 0x0300_0000;

  /// One line of either property.
  private record Range(AddressRange cpu, AddressRange bus) {}

  List<HostBridgeWindow> windows(PciBus rootBus) {
    return ranges("ranges").stream()
        .map(range -> new HostBridgeWindow(rootBus, range.cpu(), range.bus(), at("ranges")))
        .toList();
  }

  List<InboundRange> inbound(PciBus rootBus) {
    return ranges("dma-ranges").stream()
        .map(range -> new InboundRange(rootBus, range.cpu(), range.bus(), at("dma-ranges")))
        .toList();
  }

  /// The platform that has host bridges of this kind, in the word of `/proc/cpuinfo`: OPAL hands
  /// PowerNV its `ibm,ioda…-phb` (kernel `pnv_pci_init`), a hypervisor pSeries logical ones.
  Optional<String> platform() {
    List<String> compatible = strings("compatible");
    if (compatible.stream().anyMatch(word -> word.startsWith("ibm,ioda"))) {
      return Optional.of("PowerNV");
    }
    return compatible.contains("IBM,Logical_PHB") ? Optional.of("pSeries") : Optional.empty();
  }

  /// Strings with a zero byte behind each.
  private List<String> strings(String property) {
    byte[] bytes = tree.read(Paths.below(folder, property), LARGEST).orElse(new byte[0]);
    return List.of(new String(bytes, StandardCharsets.US_ASCII).split("\0", -1));
  }

  SourcePosition at(String property) {
    return tree.at(Paths.below(folder, property), 1);
  }

  private List<Range> ranges(String property) {
    byte[] bytes = tree.read(Paths.below(folder, property), LARGEST).orElse(new byte[0]);
    int sizeCells = cells(folder, "#size-cells").orElse(2);
    OptionalInt cpuCells = cpuCells(bytes.length, sizeCells);
    int entry = CELL * (PCI_CELLS + cpuCells.orElse(0) + sizeCells);
    if (cpuCells.isEmpty() || bytes.length == 0 || bytes.length % entry != 0) {
      return List.of();
    }
    var ranges = new ArrayList<Range>();
    for (int at = 0; at < bytes.length; at += entry) {
      range(ByteBuffer.wrap(bytes, at, entry), cpuCells.getAsInt(), sizeCells)
          .ifPresent(ranges::add);
    }
    return ranges;
  }

  /// How many cells an address above the host bridge has: what the node above says, else what fits.
  private OptionalInt cpuCells(int length, int sizeCells) {
    OptionalInt told = cells(Paths.parent(folder), "#address-cells");
    if (told.isPresent()) {
      return told;
    }
    int[] fitting =
        IntStream.rangeClosed(1, 2)
            .filter(cells -> length % (CELL * (PCI_CELLS + cells + sizeCells)) == 0)
            .toArray();
    return fitting.length == 1 ? OptionalInt.of(fitting[0]) : OptionalInt.empty();
  }

  private OptionalInt cells(String node, String property) {
    Optional<byte[]> bytes = tree.read(Paths.below(node, property), CELL);
    if (bytes.isEmpty() || bytes.get().length != CELL) {
      return OptionalInt.empty();
    }
    int count = ByteBuffer.wrap(bytes.get()).getInt();
    return count == 1 || count == 2 ? OptionalInt.of(count) : OptionalInt.empty();
  }

  private static Optional<Range> range(ByteBuffer cells, int cpuCells, int sizeCells) {
    int space = cells.getInt() & SPACE;
    long bus = cells.getLong();
    long cpu = number(cells, cpuCells);
    long size = number(cells, sizeCells);
    boolean memory = space == MEMORY_32 || space == MEMORY_64;
    boolean fits =
        Long.compareUnsigned(bus + size - 1, bus) >= 0
            && Long.compareUnsigned(cpu + size - 1, cpu) >= 0;
    return memory && size != 0 && fits
        ? Optional.of(new Range(AddressRange.ofSize(cpu, size), AddressRange.ofSize(bus, size)))
        : Optional.empty();
  }

  private static long number(ByteBuffer cells, int count) {
    return count == 2 ? cells.getLong() : Integer.toUnsignedLong(cells.getInt());
  }
}
