package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.routing.RouteOutcome.Rejected;
import io.peerscope.engine.routing.RouteOutcome.Undetermined;
import io.peerscope.engine.routing.Waypoint.AtFunction;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// What a port makes of a TLP that comes up to it from below: it checks, then looks whether its own
/// memory is meant, then whether the TLP points back below.
///
/// @param claims who takes the TLP
/// @param acs what ACS says
record PortEntrance(Claims claims, AcsRules acs) {

  /// What becomes of the TLP at the port.
  sealed interface Result {

    /// It goes on, to the bus above.
    record Passes(Heading heading) implements Result {}

    /// The port's own memory is meant.
    record Arrives(Claim claim) implements Result {}

    /// It goes no further, or nobody can say.
    record Ends(RouteOutcome outcome) implements Result {}
  }

  /// @param from the function on the bus below that the TLP comes from or through
  /// @param requesterId as the TLP carries it there
  Result enter(PciFunction port, PciFunction from, PciAddress requesterId, Heading heading) {
    Optional<RouteOutcome> objection = acs.objection(port, requesterId);
    if (objection.isPresent()) {
      return new Result.Ends(objection.get());
    }
    Optional<Claim> claim = claims.claimOf(port);
    if (claim.isEmpty()) {
      return new Result.Passes(heading);
    }
    return switch (claim.get()) {
      case Claim.Unsure(var reason) -> open(port, reason);
      case Claim.OfDestination own -> intoOwnMemory(port, from, own);
      case Claim.ByWindow _ -> backBelow(port, from, heading);
      case Claim.ByPlace _ -> backBelow(port, from, heading);
    };
  }

  /// The port that the TLP came through decides; of a switch, that is one of its downstream ports.
  private Result intoOwnMemory(PciFunction port, PciFunction from, Claim own) {
    PciFunction ingress = port.kind() == FunctionKind.UPSTREAM_PORT ? from : port;
    if (!isPort(ingress)) {
      return new Result.Arrives(own);
    }
    return switch (acs.turnToPort(ingress, port)) {
      case PeerTurn.Direct _ -> new Result.Arrives(own);
      case PeerTurn.Redirect _ -> new Result.Passes(Heading.REDIRECTED);
      case PeerTurn.Forbidden(var reason) -> rejected(port, reason);
      case PeerTurn.Open(var reason, _) -> open(port, reason);
    };
  }

  /// Whether a function is a port that faces downstream.
  static boolean isPort(PciFunction function) {
    return function.kind() == FunctionKind.DOWNSTREAM_PORT
        || function.kind() == FunctionKind.ROOT_PORT;
  }

  /// The address is below the port that the TLP comes up to, and nothing on the bus below took it.
  private Result backBelow(PciFunction port, PciFunction from, Heading heading) {
    return switch (port.kind()) {
      case UPSTREAM_PORT ->
          heading.isToRootComplex() ? new Result.Passes(heading) : unclaimedInSwitch(port, from);
      case PCIE_TO_PCI_BRIDGE, PCI_TO_PCIE_BRIDGE, PCI_BRIDGE, CARDBUS_BRIDGE ->
          heading.isToRootComplex() ? new Result.Passes(heading) : unclaimed(port);
      case ROOT_PORT,
          DOWNSTREAM_PORT,
          BRIDGE,
          HOST_BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          PCI_DEVICE,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          forwarded(port, heading);
    };
  }

  private static Result forwarded(PciFunction port, Heading heading) {
    Heading after = heading == Heading.FREE ? Heading.FORWARDED : heading;
    return UpstreamForwarding.doubt(port, heading == Heading.REDIRECTED)
        .map(reason -> open(port, reason))
        .orElseGet(() -> new Result.Passes(after));
  }

  private Result unclaimedInSwitch(PciFunction upstreamPort, PciFunction from) {
    return switch (acs.unclaimed(from)) {
      case PeerTurn.Forbidden(var reason) -> rejected(upstreamPort, reason);
      case PeerTurn.Open(var reason, _) -> open(upstreamPort, reason);
      default -> new Result.Passes(Heading.FORWARDED);
    };
  }

  private static Result unclaimed(PciFunction bridge) {
    return rejected(
        bridge,
        Reason.of(
            "no-claimant", "nothing below %s claims the address".formatted(bridge.address())));
  }

  private static Result rejected(PciFunction at, Reason reason) {
    return new Result.Ends(new Rejected(new AtFunction(at.address()), reason));
  }

  private static Result open(PciFunction at, Reason reason) {
    return new Result.Ends(new Undetermined(new AtFunction(at.address()), reason));
  }
}
