package io.peerscope.engine.dma;

import java.util.List;

/// A DMA whose page has been looked up and mapped.
///
/// @param page what the page is
/// @param asked the hooks of the strategy that were asked, in that order; the last one decides
/// @param mapping what the client is programmed with, or why not
public record MappedDma(
    DmaRequest request, PageResolution page, List<HookAnswer> asked, Mapping mapping) {
  public MappedDma {
    asked = List.copyOf(asked);
  }
}
