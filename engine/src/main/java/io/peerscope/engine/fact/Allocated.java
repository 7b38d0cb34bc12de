package io.peerscope.engine.fact;

/// A number given out as firmware would at the next start; it may change when the machine does.
public record Allocated() implements Origin {

  @Override
  public String toString() {
    return "allocated";
  }
}
