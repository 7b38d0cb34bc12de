package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;

/// Takes the lines that a [LineScanner] has told apart.
interface LineSink {

  /// A hex row.
  ///
  /// @param offset what it says in front of the colon
  /// @param row its bytes; valid during the call only
  /// @param count how many of them there are
  /// @param ending what follows the last byte
  void hexRow(int line, int offset, byte[] row, int count, RowEnding ending);

  /// Rows that follow each other, from offset 0 on.
  ///
  /// @param line the line of the first
  default void hexBlock(int line, HexBlock block) {
    block.forEachRow(line, this);
  }

  /// The first line of a function.
  ///
  /// @param column how far the address is indented, quotation marks included
  /// @param text all behind the address
  void header(int line, int column, PciAddress address, String text);

  /// Any other line, without indentation and quotation marks; empty for a blank line.
  void text(int line, int column, String text);

  /// Whether a line tells nothing to anybody that begins so, and holds nothing but letters, digits
  /// and signs of ASCII, blanks and tabs.
  ///
  /// @param column how far it is indented
  default boolean ignores(int column, byte letter) {
    return false;
  }

  /// A line that is ignored, in place of [#text].
  ///
  /// @param length its letters, without indentation
  default void ignored(int line, int column, int length) {}

  /// A line that is too long to be one of a listing.
  void tooLong(int line);

  /// The bridge that the path of a function names right above it (`lspci -PP`); its first line
  /// follows.
  void below(int line, PciAddress function, PciAddress bridge);

  /// A function without its bus number (`lspci -P`).
  ///
  /// @param path the function on the root bus, and device and function numbers below it
  /// @param text all behind the path
  void pathWithoutBus(int line, int column, String path, String text);

  /// A function in quoted fields (`lspci -m`).
  ///
  /// @param text the whole line
  void machineReadable(int line, int column, String text);

  /// What follows the last byte of a hex row.
  enum RowEnding {
    END_OF_LINE,
    /// Half a byte and the end of the line.
    HALF_A_BYTE,
    /// Something that is no byte.
    GARBAGE
  }
}
