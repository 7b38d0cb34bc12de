package io.peerscope.engine.routing;

import io.peerscope.engine.config.EnhancedAcs;
import io.peerscope.engine.config.EnhancedAcs.TargetAccess;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;

/// DSP and USP Memory Target Access: what becomes of a request from below for a BAR of a port
/// itself.
///
/// Request Redirect and Egress Control do not concern such requests; the Enhanced Capability was
/// made for them (PCIe 5.0, ACS Enhanced Capability).
record PortMemoryRule(Tlp tlp) {

  PeerTurn turn(PciFunction ingress, PciFunction port) {
    var bits = new AcsBits(ingress);
    boolean upstream = port.kind() == FunctionKind.UPSTREAM_PORT;
    String name = upstream ? "ACSCtl.UspMemAccess" : "ACSCtl.DspMemAccess";
    Fact<TargetAccess> access =
        bits.enhanced()
            .map(upstream ? EnhancedAcs::upstreamPortMemory : EnhancedAcs::downstreamPortMemory);
    Evidence evidence = bits.evidence(name, access.map(TargetAccess::name));
    return switch (access) {
      case Unknown<TargetAccess> _ ->
          open(
              "whether %s lets requests through to the memory of %s is not told"
                  .formatted(ingress.address(), port.address()),
              evidence);
      case Known<TargetAccess>(var told, _) -> turn(told, ingress, port, evidence);
    };
  }

  private PeerTurn turn(
      TargetAccess access, PciFunction ingress, PciFunction port, Evidence evidence) {
    return switch (access) {
      case DIRECT ->
          new PeerTurn.Direct(
              "requests for the memory of ports pass", evidence.name() + " = direct");
      case REDIRECTED -> new PeerTurn.Redirect(evidence.name(), evidence.name() + " = redirect");
      case BLOCKED ->
          new PeerTurn.Forbidden(
              Reason.of(
                  "port-memory-blocked",
                  "%s lets no request through to the memory of %s: %s"
                      .formatted(ingress.address(), port.address(), tlp.violated()),
                  evidence));
      case RESERVED ->
          open(
              "the memory target access of %s has a reserved value, so that the specification leaves open what becomes of the request"
                  .formatted(ingress.address()),
              evidence);
    };
  }

  private static PeerTurn open(String text, Evidence evidence) {
    return new PeerTurn.Open(Reason.of("port-memory-access", text, evidence), true);
  }
}
