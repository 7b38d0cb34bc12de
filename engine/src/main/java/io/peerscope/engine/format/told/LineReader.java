package io.peerscope.engine.format.told;

import io.peerscope.engine.address.PciAddress;

/// Reads the lines of one format out of a text in which anything may stand between them.
public interface LineReader {

  /// Takes one line.
  ///
  /// @return whether the line belongs to the format
  boolean read(TextLine line);

  /// Sees the first line of a function in a listing of lspci.
  ///
  /// @param line what follows the address
  default void function(TextLine line, PciAddress address) {}

  /// The text is over.
  default void end() {}

  /// The format in the word of the command line, e.g. `lspci-tree`.
  String format();
}
