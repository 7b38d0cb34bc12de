package io.peerscope.engine.dma;

import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import java.util.Optional;

/// A DMA somebody asks about.
///
/// @param client the function that issues it
/// @param target what it is aimed at
/// @param size bytes, at least 1
/// @param dmaMask highest address the client can issue; where known it replaces the input's own
/// @param chosenIova the address that a VFIO user mapped the target at; empty where a kernel driver
///   asks the DMA API for one
public record DmaRequest(
    PciAddress client,
    DmaTarget target,
    Operation operation,
    long size,
    Fact<Long> dmaMask,
    Optional<Iova> chosenIova) {

  public DmaRequest {
    if (size < 1) {
      throw new IllegalArgumentException("a DMA of %d bytes moves nothing".formatted(size));
    }
  }

  /// A DMA of a kernel driver.
  public DmaRequest(
      PciAddress client, DmaTarget target, Operation operation, long size, Fact<Long> dmaMask) {
    this(client, target, operation, size, dmaMask, Optional.empty());
  }

  /// A DMA of one page whose client's mask only the input may tell.
  public static DmaRequest page(PciAddress client, DmaTarget target, Operation operation) {
    return new DmaRequest(
        client, target, operation, 4096, Fact.unknown("the input does not tell the DMA mask"));
  }

  /// The same DMA of a VFIO user who mapped the target at an address.
  public DmaRequest at(Iova iova) {
    return new DmaRequest(client, target, operation, size, dmaMask, Optional.of(iova));
  }
}
