package io.peerscope.engine.format.told;

import io.peerscope.engine.fact.SourcePosition;

/// A line without quotation marks, colours and line end.
///
/// @param file the input it is from
/// @param number its number from 1
/// @param column how far the text is indented, quotation marks and the bars of a drawing included
/// @param text all from the first other character on, without blanks at the end
public record TextLine(String file, int number, int column, String text) {

  public SourcePosition position() {
    return new SourcePosition(file, number);
  }
}
