package io.peerscope.engine.routing;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.Topology;
import java.util.Optional;

/// Follows a TLP through ports and switches by what the hardware does, whatever software thinks of
/// it (PCIe: address routing, ID routing, ACS).
///
/// The root complex is where it stops: whether that forwards between its ports is no property of a
/// register.
public final class TlpRouter {

  private final Topology topology;
  private final TopologyGraph graph;

  public TlpRouter(Topology topology, TopologyGraph graph) {
    this.topology = topology;
    this.graph = graph;
  }

  /// A memory request on its way up from a function.
  ///
  /// @param address what the address field holds
  /// @param target the function whose BAR holds the address; empty for RAM and IOVAs
  public Route request(PciAddress from, Fact<BusAddress> address, Optional<PciAddress> target) {
    var claims = new AddressClaims(graph, address, target);
    return new RouteWalk(topology, claims, new RedirectPeerRequest()).climb(from);
  }

  /// A memory request on its way down from a host bridge.
  public Route requestFrom(PciBus hostBridge, Fact<BusAddress> address, PciAddress target) {
    var claims = new AddressClaims(graph, address, Optional.of(target));
    return new RouteWalk(topology, claims, new RedirectPeerRequest()).descendFrom(hostBridge);
  }

  /// A completion on its way up from the function that answers.
  public Route completion(PciAddress from, PciAddress requester) {
    var claims = new IdClaims(graph, requester);
    return new RouteWalk(topology, claims, new RedirectPeerCompletion()).climb(from);
  }

  /// A completion on its way down from a host bridge.
  public Route completionFrom(PciBus hostBridge, PciAddress requester) {
    var claims = new IdClaims(graph, requester);
    return new RouteWalk(topology, claims, new RedirectPeerCompletion()).descendFrom(hostBridge);
  }
}
