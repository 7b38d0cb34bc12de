package io.peerscope.engine.iommu;

import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import java.util.List;
import java.util.stream.IntStream;

/// How an x86 IOMMU looks an I/O virtual address up: nine bits of it per level, from the top.
///
///     level 4        level 3        level 2        level 1        page
///     47 ... 39      38 ... 30      29 ... 21      20 ... 12      11 ... 0
///
/// An entry of level 2 or 3 may be a leaf of 2 MiB or 1 GiB. How many levels the hardware has is in
/// registers that no input here holds; the table names what Linux uses where it can.
///
/// @param vendor CPUID vendor of the processors that have it
/// @param name what its specification calls it
/// @param firstLevels levels of a fresh domain
/// @param mostLevels levels it grows to where addresses need them
/// @param source where that is from
/// @param row where it stands
public record PageTableFormat(
    String vendor,
    String name,
    int firstLevels,
    int mostLevels,
    String source,
    SourcePosition row) {

  /// Bytes of the smallest leaf.
  public static final long SMALLEST_LEAF = 4096;

  private static final int COLUMNS = 5;
  private static final int PAGE_BITS = 12;
  private static final int INDEX_BITS = 9;
  private static final int LARGEST_LEAF_LEVEL = 3;
  private static final int ADDRESS_BITS = 48;

  private static final List<PageTableFormat> ALL =
      DataTable.read(PageTableFormat.class, "page-tables.tsv", COLUMNS).stream()
          .map(row ->
              new PageTableFormat(
                  row.at(0),
                  row.at(1),
                  Integer.parseInt(row.at(2)),
                  Integer.parseInt(row.at(3)),
                  row.at(4),
                  row.position()))
          .toList();

  /// What the processor's IOMMU reads; unknown for processors whose IOMMU we have no format of.
  public static Fact<PageTableFormat> of(Fact<Cpu> cpu) {
    return switch (cpu) {
      case Unknown<Cpu>(var why) -> Fact.unknown(why);
      case Known<Cpu>(var known, _) ->
          ALL.stream()
              .filter(format -> format.vendor().equals(known.vendor()))
              .findFirst()
              .map(format -> Fact.known(format, format.row()))
              .orElseGet(
                  () -> Fact.unknown("no page table format is known here for %s".formatted(known)));
    };
  }

  /// The highest address that Linux gives a domain where nothing else is told: 48 bits.
  public static long lastAddress() {
    return (1L << ADDRESS_BITS) - 1;
  }

  /// The largest leaf that can map the start of a run: the address on both sides is a multiple of
  /// it and the run is as long (`iommu_pgsize`, `drivers/iommu/iommu.c`).
  public static long leafSize(Iova iova, HostPhysicalAddress physical, long bytes) {
    long size = coverage(1);
    for (int level = 2; level <= LARGEST_LEAF_LEVEL; level++) {
      long larger = coverage(level);
      boolean fits = bytes >= larger && ((iova.value() | physical.value()) & (larger - 1)) == 0;
      size = fits ? larger : size;
    }
    return size;
  }

  /// Bytes below one entry of a level.
  private static long coverage(int level) {
    return 1L << (PAGE_BITS + INDEX_BITS * (level - 1));
  }

  /// The entries that a look-up reads, from the top; the last one is the leaf.
  ///
  /// @param leafSize bytes of the leaf: 4 KiB, 2 MiB or 1 GiB
  public List<PageWalkLevel> walk(Iova iova, long leafSize) {
    int leafLevel = (Long.numberOfTrailingZeros(leafSize) - PAGE_BITS) / INDEX_BITS + 1;
    return IntStream.iterate(levels(iova), level -> level >= leafLevel, level -> level - 1)
        .mapToObj(level ->
            new PageWalkLevel(level, index(iova, level), coverage(level), level == leafLevel))
        .toList();
  }

  private int levels(Iova iova) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(iova.value());
    int needed = Math.ceilDiv(Math.max(0, bits - PAGE_BITS), INDEX_BITS);
    return Math.clamp(needed, firstLevels, mostLevels);
  }

  private static int index(Iova iova, int level) {
    return (int) (iova.value() >>> (PAGE_BITS + INDEX_BITS * (level - 1))) & 0x1ff;
  }
}
