package io.peerscope.app.canvas.drawing;

/// The role a mark plays; a [Palette] gives it a colour.
public enum Tone {
  CANVAS,
  /// Faint lines behind everything.
  GRID,
  /// Cards, chips and bars.
  SURFACE,
  /// Boxes that hold other things.
  SUNKEN,
  BORDER,
  /// Lines between functions, and icons of what cannot be chosen.
  LINE,
  TEXT,
  MUTED,
  /// The function that issues the DMA; also what is chosen.
  CLIENT,
  CLIENT_FILL,
  DIRECT,
  DIRECT_FILL,
  THROUGH,
  THROUGH_FILL,
  REFUSED,
  REFUSED_FILL,
  UNDETERMINED,
  UNDETERMINED_FILL,
  /// Address spaces.
  BUS,
  IOVA,
  PHYSICAL,
  /// Signs on a full surface of a verdict's colour.
  ON_STRONG
}
