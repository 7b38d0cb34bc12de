package io.peerscope.engine.fact;

/// A line of an input, printed `file:line`.
///
/// @param file name of the input as the user gave it
/// @param line line number from 1; 0 when the whole input is meant
public record SourcePosition(String file, int line) implements Origin {

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
