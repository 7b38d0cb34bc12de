package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// Which bit of an Egress Control Vector stands for a neighbour, and whether it is set.
///
/// Ports are numbered by their Port Number (Link Capabilities 31:24); functions of a device by
/// function number, or by function group where function 0 enables groups (ARI Control bit 1).
final class EgressVector {

  private final Topology topology;

  EgressVector(Topology topology) {
    this.topology = topology;
  }

  /// Whether the vector of `ingress` blocks requests to `peer`; unknown where the specification
  /// gives the neighbour no number.
  Fact<Boolean> blocks(PciFunction ingress, PciFunction peer) {
    Optional<AccessControlServices> acs = new AcsBits(ingress).capability();
    if (acs.isEmpty()) {
      return Fact.unknown("ACS of %s is not told".formatted(ingress.address()));
    }
    return switch (numberOf(ingress, peer)) {
      case Unknown<Integer>(var why) -> Fact.unknown(why);
      case Known<Integer>(Integer number, _) -> blocks(acs.get(), number, ingress.address());
    };
  }

  private static Fact<Boolean> blocks(AccessControlServices acs, int number, PciAddress ingress) {
    var origin = new Inferred("egress control vector of %s, bit %d".formatted(ingress, number));
    return switch (acs.egressBit(number)) {
      case SET -> Fact.known(true, origin);
      case CLEAR -> Fact.known(false, origin);
      case NOT_ADDRESSABLE ->
          Fact.unknown("the vector of %s has no bit %d".formatted(ingress, number));
      case UNTOLD -> Fact.unknown("the vector of %s is not told".formatted(ingress));
    };
  }

  private Fact<Integer> numberOf(PciFunction ingress, PciFunction peer) {
    boolean ports = isNumberedPort(ingress.kind()) && ingress.kind() == peer.kind();
    if (ports) {
      return portNumber(peer);
    }
    return isNumberedPort(ingress.kind()) || isNumberedPort(peer.kind()) || isVirtual(peer)
        ? Fact.unknown(
            "the specification gives %s no number in the vector of %s"
                .formatted(peer.address(), ingress.address()))
        : functionNumber(ingress, peer);
  }

  private static boolean isNumberedPort(FunctionKind kind) {
    return kind == FunctionKind.ROOT_PORT
        || kind == FunctionKind.DOWNSTREAM_PORT
        || kind == FunctionKind.BRIDGE;
  }

  private static boolean isVirtual(PciFunction function) {
    return function.kind() == FunctionKind.VIRTUAL_FUNCTION;
  }

  private static Fact<Integer> portNumber(PciFunction port) {
    String untold = "the port number of %s is not told".formatted(port.address());
    return port.capabilities()
        .pciExpress()
        .ifKnown()
        .flatMap(express -> express)
        .map(PciExpress::portNumber)
        .orElseGet(() -> Fact.unknown(untold));
  }

  private Fact<Integer> functionNumber(PciFunction ingress, PciFunction peer) {
    return switch (groupsEnabled(ingress)) {
      case Unknown<Boolean>(var why) -> Fact.unknown(why);
      case Known<Boolean>(Boolean groups, var origin) ->
          groups
              ? ari(peer)
                  .map(AlternativeRoutingId::functionGroup)
                  .orElseGet(() -> Fact.unknown("the group of %s is not told".formatted(peer)))
              : Fact.known(number(peer), origin);
    };
  }

  /// Function 0 of the device says whether groups count; without ARI there are none.
  private Fact<Boolean> groupsEnabled(PciFunction function) {
    PciAddress address = function.address();
    int device = isOnRootBus(function) ? address.device() : 0;
    String untold = "ARI of the device of %s is not told".formatted(address);
    Optional<PciFunction> first =
        topology.find(new PciAddress(address.domain(), address.bus(), device, 0));
    if (first.isEmpty()) {
      return Fact.unknown(untold);
    }
    return switch (first.get().capabilities().alternativeRoutingId()) {
      case Unknown<Optional<AlternativeRoutingId>>(var why) -> Fact.unknown(why);
      case Known<Optional<AlternativeRoutingId>>(var ari, var origin) ->
          ari.map(AlternativeRoutingId::acsGroupsEnabled)
              .orElseGet(() -> Fact.known(false, origin));
    };
  }

  private static Optional<AlternativeRoutingId> ari(PciFunction function) {
    return function.capabilities().alternativeRoutingId().ifKnown().flatMap(ari -> ari);
  }

  /// With ARI, device and function are one number; on a link only ARI has devices beside 0.
  private int number(PciFunction function) {
    return isOnRootBus(function) ? function.address().function() : function.address().devfn();
  }

  private boolean isOnRootBus(PciFunction function) {
    return topology.parentOf(function.address()) instanceof Parent.RootBus;
  }
}
