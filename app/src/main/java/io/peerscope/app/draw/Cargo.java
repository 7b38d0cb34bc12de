package io.peerscope.app.draw;

import io.peerscope.engine.platform.Platform;

/// Something that is carried over the picture: from the palette, or within it.
public interface Cargo {

  /// The words for people.
  String name();

  /// What letting go of it there would do.
  Landing at(Platform platform, Spot spot);
}
