package io.peerscope.engine.fact;

/// Follows from other facts.
///
/// @param how the rule, in words
public record Inferred(String how) implements Origin {

  @Override
  public String toString() {
    return how;
  }
}
