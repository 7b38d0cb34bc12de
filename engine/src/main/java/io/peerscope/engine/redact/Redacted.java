package io.peerscope.engine.redact;

import io.peerscope.engine.platform.Platform;
import java.util.List;

/// A machine to give away.
///
/// @param platform the same machine without what would tell whose it is; verdicts are the same
/// @param removed what was taken out, one line for each kind; never the things themselves
public record Redacted(Platform platform, List<String> removed) {

  public Redacted {
    removed = List.copyOf(removed);
  }
}
