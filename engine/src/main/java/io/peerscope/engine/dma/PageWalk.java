package io.peerscope.engine.dma;

import io.peerscope.engine.address.Iova;
import io.peerscope.engine.iommu.PageWalkLevel;

/// One entry of a page table that the IOMMU reads for a request.
///
/// @param iova the address that is looked up
/// @param isExample whether it is what the allocator gives first on a fresh domain, and another on
///   a running machine
/// @param level what is read
public record PageWalk(Iova iova, boolean isExample, PageWalkLevel level) {}
