package io.peerscope.engine.check;

import io.peerscope.engine.edit.Finding;
import java.util.function.Consumer;

/// One rule that a sound machine keeps.
///
/// A check speaks of what is known: a fact that an input does not tell is no finding. It never
/// fails, whatever the machine looks like.
interface Check {

  /// Reports each place where the rule does not hold.
  void look(Machine machine, Consumer<Finding> report);
}
