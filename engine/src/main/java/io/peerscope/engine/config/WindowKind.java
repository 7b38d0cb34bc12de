package io.peerscope.engine.config;

/// The three kinds of addresses that a bridge forwards.
public enum WindowKind {
  IO("I/O"),
  MEMORY("memory"),
  PREFETCHABLE("prefetchable memory");

  private final String label;

  WindowKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
