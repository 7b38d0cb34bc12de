package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import io.peerscope.engine.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Puts the mapped elements of a list together to segments, as dma-iommu does: all that gets an
/// IOVA lies in one block, in order and without holes but for alignment; neighbours in it become
/// one segment up to the client's limit; a bus address is a segment of its own and ends the one
/// before (`iommu_dma_map_sg`, `__finalise_sg`). dma-direct joins nothing.
///
///     RAM RAM peer RAM   →   [block+0 8K] [bus 4K] [block+8K 4K]
public final class SegmentPlan {

  /// The page size of the IOMMU; what an element leaves free at both ends is mapped with it.
  private static final long GRANULE = 4096;

  private final long maxSegment;
  private final List<Segment> done = new ArrayList<>();
  private final Map<Integer, Long> blockSizes = new TreeMap<>();
  private boolean joinable;

  /// @param maxSegment bytes that the client takes as one piece
  public SegmentPlan(long maxSegment) {
    this.maxSegment = maxSegment;
  }

  /// Takes the next element.
  ///
  /// @param number its number, from 1
  /// @param mapping how it is mapped
  /// @param block the IOVA block it belongs to, if it gets an IOVA
  /// @param inPage where in its page it starts
  /// @param size its bytes
  public void add(int number, Programmed mapping, int block, long inPage, long size) {
    if (mapping.how() != How.TRANSLATED) {
      done.add(
          new Segment(
              mapping.how(), OptionalInt.empty(), 0, mapping.address(), size, number, number));
      joinable = false;
      return;
    }
    long start = blockSizes.getOrDefault(block, 0L);
    long padded = (inPage + size + GRANULE - 1) / GRANULE * GRANULE;
    if (joinsLast(inPage, size)) {
      lengthen(number, size);
    } else {
      done.add(inBlock(number, block, start + inPage, size, mapping.address()));
    }
    blockSizes.put(block, start + padded);
    joinable = inPage + size == padded;
  }

  /// A block starts after a bus address, so what may be joined is in the same one.
  private boolean joinsLast(long inPage, long size) {
    return joinable && inPage == 0 && maxSegment - done.getLast().length() >= size;
  }

  private void lengthen(int number, long size) {
    Segment last = done.removeLast();
    done.add(
        new Segment(
            last.how(),
            last.block(),
            last.offset(),
            last.address(),
            last.length() + size,
            last.first(),
            number));
  }

  private static Segment inBlock(
      int number, int block, long offset, long size, Fact<Address> address) {
    return new Segment(
        How.TRANSLATED, OptionalInt.of(block), offset, address, size, number, number);
  }

  public List<Segment> segments() {
    return List.copyOf(done);
  }

  /// Bytes of every IOVA block, by its number.
  public List<Long> blockSizes() {
    return List.copyOf(blockSizes.values());
  }
}
