package io.peerscope.engine.format.document;

import com.fasterxml.jackson.core.JsonLocation;

/// What a line of a part of a document is in the whole.
///
/// @param before lines of the document before the part
/// @param cut offset in the part where lines were left out
/// @param left number of lines left out there
record DocumentLines(int before, long cut, int left) {

  /// The part is the whole document.
  static DocumentLines whole() {
    return after(0);
  }

  static DocumentLines after(int lines) {
    return new DocumentLines(lines, Long.MAX_VALUE, 0);
  }

  static DocumentLines without(FunctionBlocks blocks) {
    return new DocumentLines(0, blocks.listStart(), blocks.lines());
  }

  int of(JsonLocation place) {
    return before + place.getLineNr() + (place.getByteOffset() > cut ? left : 0);
  }
}
