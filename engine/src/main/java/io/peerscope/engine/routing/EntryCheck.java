package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// One thing that root ports and the downstream ports of switches check of every request from
/// below.
abstract sealed class EntryCheck permits BlockIoRequest, ValidateSource, BlockTranslatedAddress {

  private final Tlp tlp;

  EntryCheck(Tlp tlp) {
    this.tlp = tlp;
  }

  final Tlp tlp() {
    return tlp;
  }

  /// How the way ends at the port, or may end; empty where the port lets the request in.
  final Optional<RouteOutcome> objection(PciFunction port, PciAddress requesterId) {
    boolean checks =
        port.kind() == FunctionKind.ROOT_PORT
            || port.kind() == FunctionKind.DOWNSTREAM_PORT
            || port.kind() == FunctionKind.BRIDGE;
    if (!checks || !concerns(port, requesterId)) {
      return Optional.empty();
    }
    var bits = new AcsBits(port);
    if (isOn(bits) instanceof Known<Boolean>(Boolean on, _)) {
      return on ? Optional.of(violation(port, requesterId, evidence(bits))) : Optional.empty();
    }
    return Optional.of(
        new Undetermined(
            new Waypoint.AtFunction(port.address()),
            Reason.of(code(), open(port, requesterId), evidence(bits))));
  }

  /// A bridge of unknown type may be no port.
  private RouteOutcome violation(PciFunction port, PciAddress requesterId, Evidence evidence) {
    var at = new Waypoint.AtFunction(port.address());
    return port.kind() == FunctionKind.BRIDGE
        ? new Undetermined(
            at,
            Reason.of(
                code(),
                "what kind of bridge %s is, and so whether it checks, is not told"
                    .formatted(port.address()),
                evidence))
        : new Rejected(
            at, Reason.of(code(), forbidden(port, requesterId) + ": " + tlp.violated(), evidence));
  }

  /// Whether the request is one that the control would stop.
  abstract boolean concerns(PciFunction port, PciAddress requesterId);

  abstract Fact<Boolean> isOn(AcsBits bits);

  abstract Evidence evidence(AcsBits bits);

  abstract String code();

  abstract String forbidden(PciFunction port, PciAddress requesterId);

  abstract String open(PciFunction port, PciAddress requesterId);
}
