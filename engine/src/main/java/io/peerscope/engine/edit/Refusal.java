package io.peerscope.engine.edit;

import java.util.List;

/// Ends an edit from deep inside its work; it becomes an [EditResult.Rejected] before anybody sees
/// it.
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<PlatformEdit> fixes;

  Refusal(String reason) {
    this(reason, List.of());
  }

  Refusal(String reason, List<PlatformEdit> fixes) {
    super(reason, null, false, false);
    this.fixes = fixes;
  }

  EditResult.Rejected asResult() {
    return new EditResult.Rejected(String.valueOf(getMessage()), fixes);
  }
}
