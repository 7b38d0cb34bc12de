package io.peerscope.engine.fact;

/// The user changed it in the document; it stays as it is until the user changes it again.
public record EditedByHand() implements Origin {

  @Override
  public String toString() {
    return "edited";
  }
}
