package io.peerscope.engine.edit;

import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Origin;

/// The two origins that edits give to facts.
final class Origins {

  static final Origin ALLOCATED = new Allocated();
  static final Origin EDITED = new EditedByHand();

  private Origins() {}

  static <T> Fact<T> allocated(T value) {
    return Fact.known(value, ALLOCATED);
  }

  static <T> Fact<T> edited(T value) {
    return Fact.known(value, EDITED);
  }
}
