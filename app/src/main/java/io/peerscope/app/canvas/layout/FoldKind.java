package io.peerscope.app.canvas.layout;

/// Why functions stand in the picture as one.
public enum FoldKind {
  /// Many siblings that look alike.
  ALIKE,
  /// What the processor and chipset show of themselves: memory controllers, counters, mesh stops.
  SYSTEM,
  /// Ports that nothing is behind.
  EMPTY_PORTS
}
