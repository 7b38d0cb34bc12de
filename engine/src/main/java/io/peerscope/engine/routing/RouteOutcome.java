package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Reason;

/// How the way of a TLP through ports and switches ends.
public sealed interface RouteOutcome {

  /// It arrived where it was meant to, without touching the root complex.
  record Delivered(PciAddress at) implements RouteOutcome {}

  /// It arrived at a function that was not meant: the address is inside one of its BARs.
  record Misrouted(PciAddress at, Reason reason) implements RouteOutcome {}

  /// It is at the root complex, which goes by rules of its own.
  record AtRootComplex(PciBus hostBridge) implements RouteOutcome {}

  /// A port drops it, or nobody claims it.
  record Rejected(Waypoint at, Reason reason) implements RouteOutcome {}

  /// A fact is missing, or the specification leaves it open.
  record Undetermined(Waypoint at, Reason reason) implements RouteOutcome {}
}
