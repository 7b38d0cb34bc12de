package io.peerscope.engine.edit;

import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;

/// Which numbers may become others.
enum Movable {
  /// Those given out here. What an input tells and what a user pinned stays.
  ALLOCATED,
  /// All but those that a user pinned: the machine is numbered anew.
  ALL_BUT_PINNED;

  boolean mayMove(Fact<?> fact) {
    return fact instanceof Known<?>(_, var origin)
        && switch (this) {
          case ALLOCATED -> origin instanceof Allocated;
          case ALL_BUT_PINNED -> !(origin instanceof EditedByHand);
        };
  }

  /// Whether a user pinned it; a window that is not pinned may still grow.
  static boolean isPinned(Fact<?> fact) {
    return fact instanceof Known<?>(_, var origin) && origin instanceof EditedByHand;
  }
}
