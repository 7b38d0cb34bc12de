package io.peerscope.engine.verdict;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.PeerPermission;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.PlatformRules;
import io.peerscope.engine.platform.PlatformRules.Crossing;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// What a platform's own rule about traffic between host bridges makes of the kernel's answer.
///
/// A store-only platform passes posted writes and nothing that needs an answer.
final class PlatformCrossing {

  private final Topology topology;
  private final Optional<PlatformRules> storeOnly;

  PlatformCrossing(Platform platform) {
    this.topology = platform.topology();
    this.storeOnly = platform.rules().filter(rules -> rules.crossing() == Crossing.STORE_ONLY);
  }

  /// The permission that counts: the platform's where it has a rule for the pair, else the
  /// kernel's.
  PeerPermission of(PeerPermission kernel, DmaRequest request, PciAddress provider) {
    Optional<PciBus> from = hostBridge(request.client());
    Optional<PciBus> to = hostBridge(provider);
    return storeOnly.isEmpty() || from.isEmpty() || to.isEmpty() || from.equals(to)
        ? kernel
        : decide(kernel, request, from.get(), to.get(), storeOnly.get());
  }

  private Optional<PciBus> hostBridge(PciAddress function) {
    return topology.hostBridgeAbove(function).map(HostBridge::bus);
  }

  private static PeerPermission decide(
      PeerPermission kernel, DmaRequest request, PciBus from, PciBus to, PlatformRules rules) {
    var row = new Evidence("platform", rules.name(), "store-only", rules.row().toString());
    return request.operation().isNonPosted()
        ? new PeerPermission(
            PeerPermission.Kind.REFUSED,
            new Reason(
                "reads cannot cross host bridges on this platform",
                "store-only-read",
                List.of(row),
                List.of(kernel.reason())))
        : new PeerPermission(
            PeerPermission.Kind.THROUGH_HOST_BRIDGE,
            new Reason(
                "posted writes may cross from host bridge %s to %s on this platform"
                    .formatted(from, to),
                "store-only-write",
                List.of(row),
                List.of(kernel.reason())));
  }
}
