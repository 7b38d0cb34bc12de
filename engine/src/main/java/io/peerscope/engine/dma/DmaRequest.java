package io.peerscope.engine.dma;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;

/// A DMA somebody asks about.
///
/// @param client the function that issues it
/// @param target what it is aimed at
/// @param size bytes, at least 1
/// @param dmaMask highest address the client can issue; where known it replaces the input's own
public record DmaRequest(
    PciAddress client, DmaTarget target, Operation operation, long size, Fact<Long> dmaMask) {

  public DmaRequest {
    if (size < 1) {
      throw new IllegalArgumentException("a DMA of %d bytes moves nothing".formatted(size));
    }
  }

  /// A DMA of one page whose client's mask only the input may tell.
  public static DmaRequest page(PciAddress client, DmaTarget target, Operation operation) {
    return new DmaRequest(
        client, target, operation, 4096, Fact.unknown("the input does not tell the DMA mask"));
  }
}
