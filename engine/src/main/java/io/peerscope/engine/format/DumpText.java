package io.peerscope.engine.format;

/// A dump of which the hex is decoded already.
final class DumpText {

  private final byte[] rest;
  private final HexBlocks blocks;

  /// @param rest what is no hex; each block starts and ends where it was taken out
  DumpText(byte[] rest, HexBlocks blocks) {
    this.rest = rest;
    this.blocks = blocks;
  }

  /// What is no hex; not a copy.
  byte[] rest() {
    return rest;
  }

  HexBlocks blocks() {
    return blocks;
  }
}
