package io.peerscope.engine.dma;

import io.peerscope.engine.fact.Reason;

/// What the page of a DMA turned out to be, and how that was found.
public record PageResolution(ResolvedPage page, Reason reason) {}
