package io.peerscope.engine.format;

/// A dump of which the hex is decoded already.
///
/// @param rest what is no hex; each block starts and ends where it was taken out
record DumpText(byte[] rest, HexBlocks blocks) {}
