package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import java.util.List;

/// A list of pages that a driver maps with one call (`dma_map_sg`, `struct scatterlist`): RAM and
/// memory of several devices may be mixed.
///
/// @param client the function that will issue the DMA
/// @param elements what it is aimed at, in order; at least one
/// @param dmaMask highest address the client can issue; where known it replaces the input's own
/// @param maxSegment bytes that the client takes as one piece (`dma_get_max_seg_size`)
/// @param untrusted whether the client is behind an external-facing port, so that dma-iommu bounces
public record ScatterList(
    PciAddress client,
    List<Element> elements,
    Operation operation,
    Fact<Long> dmaMask,
    long maxSegment,
    boolean untrusted) {

  /// What a client takes as one piece whose driver does not say otherwise.
  public static final long DEFAULT_MAX_SEGMENT = 65536;

  /// One run of bytes.
  ///
  /// @param size bytes, at least 1
  public record Element(DmaTarget target, long size) {
    public Element {
      if (size < 1) {
        throw new IllegalArgumentException("an element of %d bytes holds nothing".formatted(size));
      }
    }
  }

  public ScatterList {
    elements = List.copyOf(elements);
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("a list without elements maps nothing");
    }
    if (maxSegment < 1) {
      throw new IllegalArgumentException("segments of %d bytes hold nothing".formatted(maxSegment));
    }
  }

  /// A list for a client of which only the input may tell more.
  public static ScatterList of(PciAddress client, List<Element> elements, Operation operation) {
    return new ScatterList(
        client,
        elements,
        operation,
        Fact.unknown("the input does not tell the DMA mask"),
        DEFAULT_MAX_SEGMENT,
        false);
  }

  /// Every element as a DMA of its own, in order.
  public List<DmaRequest> requests() {
    return elements.stream()
        .map(
            element -> new DmaRequest(client, element.target(), operation, element.size(), dmaMask))
        .toList();
  }
}
