package io.peerscope.engine.distance;

import io.peerscope.engine.fact.SourcePosition;

/// One row of the table of words.
///
/// @param tool whose word
/// @param relation for functions that lie so
/// @param word as the tool prints it; `%s` stands for the common bridge or root; `?` where it takes
///   facts that no PCI input has
/// @param meaning what the tool means by it
/// @param source where that is documented
/// @param date when that was written or read
/// @param position the line of our table
public record WordRow(
    Tool tool,
    Relation relation,
    String word,
    String meaning,
    String source,
    String date,
    SourcePosition position) {

  /// Whether a PCI topology and NUMA nodes are enough for the word.
  boolean hasWord() {
    return !word.equals("?");
  }
}
