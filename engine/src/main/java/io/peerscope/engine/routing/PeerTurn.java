package io.peerscope.engine.routing;

import io.peerscope.engine.fact.Reason;

/// What ACS says where a TLP could go straight to a neighbour on the same bus.
sealed interface PeerTurn {

  /// It may go straight.
  record Direct(String why, String rule) implements PeerTurn {}

  /// It must go upstream.
  record Redirect(String bit, String rule) implements PeerTurn {}

  /// It is dropped.
  record Violation(Reason reason) implements PeerTurn {}

  /// A bit is not told, or a rule that is not modelled decides.
  record Unknown(Reason reason) implements PeerTurn {}
}
