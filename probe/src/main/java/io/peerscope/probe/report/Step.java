package io.peerscope.probe.report;

import io.peerscope.probe.kernel.ErrnoTable.Explanation;
import io.peerscope.probe.kernel.Level;
import java.util.Optional;

/// One call, and what the kernel answered.
///
/// @param level the level that it belongs to
/// @param call what was called on what, in the words of the plan
/// @param result the answer in words
/// @param explanation why it failed; empty where it went well
public record Step(Level level, String call, String result, Optional<Explanation> explanation) {

  public boolean isOk() {
    return explanation.isEmpty();
  }
}
