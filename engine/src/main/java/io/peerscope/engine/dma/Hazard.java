package io.peerscope.engine.dma;

/// Something that does not refuse a DMA but may spoil it.
///
/// @param code short stable name in lower-case words joined by `-`
/// @param text one sentence for people
public record Hazard(String code, String text) {}
