package io.peerscope.engine.routing;

import io.peerscope.engine.fact.Reason;

/// What ACS says where a TLP could go straight to a neighbour on the same bus.
sealed interface PeerTurn {

  /// It may go straight.
  record Direct(String why, String rule) implements PeerTurn {}

  /// It must go upstream.
  record Redirect(String bit, String rule) implements PeerTurn {}

  /// It is dropped.
  record Forbidden(Reason reason) implements PeerTurn {}

  /// A bit is not told, or the specification leaves it open.
  ///
  /// @param mayBeForbidden whether dropping it is one of the possibilities
  record Open(Reason reason, boolean mayBeForbidden) implements PeerTurn {}
}
