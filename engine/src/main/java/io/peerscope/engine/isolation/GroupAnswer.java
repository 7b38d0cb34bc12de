package io.peerscope.engine.isolation;

import io.peerscope.engine.fact.Reason;

/// The group of one function, as far as the facts decide it.
public sealed interface GroupAnswer {

  /// Why.
  Reason reason();

  /// Every member of the group is known.
  ///
  /// @param number our number of the group; the kernel numbers otherwise
  record InGroup(int number, Reason reason) implements GroupAnswer {}

  /// A missing fact decides who is in the function's group.
  ///
  /// @param reason follows from the missing facts
  record Undetermined(Reason reason) implements GroupAnswer {}
}
