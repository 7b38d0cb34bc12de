package io.peerscope.engine.check;

import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.UnknownCapability;

/// Recognizes Alternative Routing-ID Interpretation.
final class AriCapability {

  private static final int ID = 0x000e;

  private AriCapability() {}

  static boolean is(Capability capability) {
    return capability instanceof UnknownCapability(_, var id, String title, _)
        && ((id.isPresent() && id.getAsInt() == ID) || title.startsWith("Alternative Routing-ID"));
  }
}
