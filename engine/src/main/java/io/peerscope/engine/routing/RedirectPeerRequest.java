package io.peerscope.engine.routing;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.Bytes;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;

/// Request Redirect and Egress Control: a request for a neighbour goes upstream, straight or
/// nowhere.
///
/// EC off: RR → upstream, else straight. EC on: the vector bit of the neighbour's port decides:
/// clear → straight; set → upstream with RR, else an ACS violation (PCIe, ACS: P2P Request
/// Redirect, P2P Egress Control).
final class RedirectPeerRequest extends PeerTurnRule {

  /// Memory target access of downstream and upstream ports, control bits 11:8.
  private static final int MEMORY_TARGET_ACCESS = 0x0f00;

  @Override
  PeerTurn decide(
      PciFunction ingress, AccessControlServices acs, int word, Origin origin, PciFunction peer) {
    if (AcsControl.P2P_EGRESS_CONTROL.isSetIn(word)) {
      return byEgressVector(ingress, acs, word, origin, peer);
    }
    AcsControl redirect = AcsControl.P2P_REQUEST_REDIRECT;
    return redirect.isSetIn(word)
        ? redirect(redirect, origin)
        : straight(ingress, word, origin, peer);
  }

  private static PeerTurn straight(PciFunction ingress, int word, Origin origin, PciFunction peer) {
    return (word & MEMORY_TARGET_ACCESS) != 0 && peer.kind().isBridge()
        ? unknown(ingress, "memory-target-access", "the ACS memory target access of", word, origin)
        : direct(word, origin);
  }

  private static PeerTurn byEgressVector(
      PciFunction ingress, AccessControlServices acs, int word, Origin origin, PciFunction peer) {
    Optional<Boolean> blocked = egressBit(ingress, acs, peer);
    if (blocked.isEmpty()) {
      return unknown(ingress, "egress-control", "the ACS egress control of", word, origin);
    }
    if (!blocked.get()) {
      return new PeerTurn.Direct(
          "its egress control vector allows it", "ACS egress control vector");
    }
    return AcsControl.P2P_REQUEST_REDIRECT.isSetIn(word)
        ? redirect(AcsControl.P2P_REQUEST_REDIRECT, origin)
        : new PeerTurn.Violation(
            Reason.of(
                "acs-violation",
                "egress control of %s forbids requests to %s"
                    .formatted(ingress.address(), peer.address()),
                evidence(ingress, AcsControl.P2P_EGRESS_CONTROL.lspciName(), "1", origin)));
  }

  /// The vector bit of the neighbour's port number; empty where it is not told or where functions,
  /// not ports, would be numbered.
  private static Optional<Boolean> egressBit(
      PciFunction ingress, AccessControlServices acs, PciFunction peer) {
    if (ingress.kind() != FunctionKind.DOWNSTREAM_PORT
        || peer.kind() != FunctionKind.DOWNSTREAM_PORT) {
      return Optional.empty();
    }
    Optional<Integer> port =
        peer.capabilities()
            .pciExpress()
            .ifKnown()
            .flatMap(express -> express)
            .map(PciExpress::portNumber)
            .flatMap(number -> number.ifKnown());
    Optional<Integer> size =
        acs.supported().ifKnown().map(word -> word >> 8 & 0xff).map(bits -> bits == 0 ? 256 : bits);
    Optional<Bytes> vector = acs.egressVector().ifKnown();
    if (port.isEmpty() || size.isEmpty() || vector.isEmpty()) {
      return Optional.empty();
    }
    int number = port.get();
    boolean addressable = number < size.get() && number / 8 < vector.get().length();
    return addressable
        ? Optional.of((vector.get().u8(number / 8) >> number % 8 & 1) != 0)
        : Optional.empty();
  }

  private static PeerTurn redirect(AcsControl bit, Origin origin) {
    return new PeerTurn.Redirect(
        bit.lspciName(), "ACSCtl.%s (%s)".formatted(bit.lspciName(), origin));
  }

  private static PeerTurn unknown(
      PciFunction ingress, String code, String what, int word, Origin origin) {
    return new PeerTurn.Unknown(
        Reason.of(
            code,
            "%s %s decides, which is not modelled or not told".formatted(what, ingress.address()),
            new Evidence(
                ingress.address().toString(),
                "ACSCtl",
                "0x%04x".formatted(word),
                origin.toString())));
  }

  private static Evidence evidence(PciFunction ingress, String bit, String value, Origin origin) {
    return new Evidence(ingress.address().toString(), "ACSCtl." + bit, value, origin.toString());
  }
}
