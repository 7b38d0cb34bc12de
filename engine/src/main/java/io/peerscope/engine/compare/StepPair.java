package io.peerscope.engine.compare;

import io.peerscope.engine.dma.DmaStep;
import java.util.Optional;

/// The steps with one number on either side.
///
/// @param before empty where that trace has ended
/// @param after likewise
public record StepPair(Optional<DmaStep> before, Optional<DmaStep> after) {

  /// Whether the same happens: at the same place, with the same TLP and addresses, by the same
  /// decision. Where a decision was read ([DmaStep#rule], a line of a file) does not count.
  public boolean isSame() {
    return before.isPresent()
        && after.isPresent()
        && unread(before.get()).equals(unread(after.get()));
  }

  private static DmaStep unread(DmaStep step) {
    return new DmaStep(
        step.number(),
        step.at(),
        step.event(),
        step.tlp(),
        step.address(),
        step.decision(),
        step.translatedTo(),
        "");
  }
}
