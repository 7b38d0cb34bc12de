package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;

/// Follows a TLP through ports and switches by what the hardware does, whatever software thinks of
/// it (PCIe: address routing, ID routing, ACS, atomic operations).
///
/// The root complex is where it stops: whether that forwards between its ports is no property of a
/// register. Building one looks at every BAR once; a way then costs its length.
public final class TlpRouter {

  private final Topology topology;
  private final TopologyGraph graph;
  private final BusDecoder decoder;
  private final AtomicWay atomics;

  public TlpRouter(Platform platform, TopologyGraph graph) {
    this.topology = platform.topology();
    this.graph = graph;
    this.decoder = new BusDecoder(platform);
    this.atomics = new AtomicWay(topology);
  }

  /// A request on its way up from its requester.
  ///
  /// @throws IllegalArgumentException when the requester does not exist
  public Route request(Tlp tlp) {
    PciAddress from = tlp.requester();
    var claims = new AddressClaims(graph, decoder, decoder.topOf(from), tlp);
    Route route =
        new UpstreamWalk(topology, claims, new RequestRules(topology, tlp), topology.at(from))
            .climb();
    return tlp.kind() == Tlp.Kind.ATOMIC_OP ? atomics.up(route, tlp) : route;
  }

  /// A request on its way down from a host bridge.
  public Route requestFrom(PciBus hostBridge, Tlp tlp) {
    var top = new Waypoint.AtHostBridge(hostBridge);
    var claims = new AddressClaims(graph, decoder, top, tlp);
    Route route = new DownstreamWalk(topology, claims, new Trail()).from(hostBridge);
    return tlp.kind() == Tlp.Kind.ATOMIC_OP ? atomics.down(route, tlp) : route;
  }

  /// A request that ends at the root complex because RAM is behind it: whether the root complex
  /// does what it asks for. The route stays as it is where that is no question.
  public Route intoMemory(Route route, Tlp tlp) {
    return tlp.kind() == Tlp.Kind.ATOMIC_OP ? atomics.intoMemory(route, tlp) : route;
  }

  /// A request that goes on through the root complex to a peer: whether the root port that it came
  /// through routes what it asks for.
  public Route throughRootComplex(Route route, Tlp tlp) {
    return tlp.kind() == Tlp.Kind.ATOMIC_OP ? atomics.throughRootComplex(route) : route;
  }

  /// The completion of a request on its way up from the function that answers.
  public Route completion(PciAddress from, Tlp request) {
    var claims = new IdClaims(topology, graph, request.requester());
    var rules = new CompletionRules(request.relaxedOrdering());
    return new UpstreamWalk(topology, claims, rules, topology.at(from)).climb();
  }

  /// The completion of a request on its way down from a host bridge.
  public Route completionFrom(PciBus hostBridge, Tlp request) {
    var claims = new IdClaims(topology, graph, request.requester());
    return new DownstreamWalk(topology, claims, new Trail()).from(hostBridge);
  }
}
