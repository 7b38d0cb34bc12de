package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// The controls that concern requests, in the order in which a port applies them.
final class RequestRules implements AcsRules {

  private final List<EntryCheck> checks;
  private final PeerRequestRule peers;
  private final PortMemoryRule portMemory;
  private final Tlp tlp;

  RequestRules(Topology topology, Tlp tlp) {
    this.tlp = tlp;
    this.checks =
        List.of(new BlockIoRequest(tlp), new ValidateSource(tlp), new BlockTranslatedAddress(tlp));
    this.peers = new PeerRequestRule(new EgressVector(topology), tlp);
    this.portMemory = new PortMemoryRule(tlp);
  }

  @Override
  public Optional<RouteOutcome> objection(PciFunction port, PciAddress requesterId) {
    Optional<RouteOutcome> open = Optional.empty();
    for (EntryCheck check : checks) {
      Optional<RouteOutcome> outcome = check.objection(port, requesterId);
      if (outcome.isPresent() && outcome.get() instanceof RouteOutcome.Rejected) {
        return outcome;
      }
      open = open.isPresent() ? open : outcome;
    }
    return open;
  }

  @Override
  public PeerTurn turn(PciFunction ingress, PciFunction peer) {
    return peers.turn(ingress, peer);
  }

  @Override
  public PeerTurn turnToPort(PciFunction ingress, PciFunction port) {
    return portMemory.turn(ingress, port);
  }

  @Override
  public PeerTurn unclaimed(PciFunction ingress) {
    return UnclaimedRule.turn(ingress, tlp);
  }
}
