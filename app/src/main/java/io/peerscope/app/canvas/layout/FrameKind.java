package io.peerscope.app.canvas.layout;

/// What a frame holds.
public enum FrameKind {
  /// The functions of one device.
  DEVICE,
  /// Functions that sit on a root bus.
  ROOT_BUS,
  /// The members of an unfolded group.
  UNFOLDED,
  /// Functions whose parent the input does not tell.
  UNTOLD
}
