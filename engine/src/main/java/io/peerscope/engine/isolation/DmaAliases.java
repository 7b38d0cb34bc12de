package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which functions issue DMA under each other's requester ID (`pci_devs_are_dma_aliases`,
/// `drivers/pci/search.c`).
final class DmaAliases {

  private final Topology topology;
  private final Identity identity;
  private final Map<PciAddress, Optional<DmaAlias>> quirks = new HashMap<>();

  DmaAliases(Topology topology, Identity identity) {
    this.topology = topology;
    this.identity = identity;
  }

  /// What the kernel knows of a function beyond its kind.
  Optional<DmaAlias> quirk(PciFunction function) {
    return quirks.computeIfAbsent(
        function.address(), _ -> identity.idOf(function).ifKnown().flatMap(DmaAlias::of));
  }

  /// Whether two functions of one bus share a requester ID.
  Finding between(PciAddress one, PciAddress other) {
    Optional<Reason> untold = idUnknown(one).or(() -> idUnknown(other));
    if (untold.isPresent()) {
      return Finding.unknown(untold.get());
    }
    boolean alias =
        quirk(topology.at(one)).filter(quirk -> quirk.covers(one, other)).isPresent()
            || quirk(topology.at(other)).filter(quirk -> quirk.covers(other, one)).isPresent();
    Reason reason = Reason.of("dma-alias", "%s and %s share a requester ID".formatted(one, other));
    return alias ? Finding.yes(reason) : Finding.no(reason);
  }

  private Optional<Reason> idUnknown(PciAddress address) {
    return switch (identity.idOf(topology.at(address))) {
      case Known<VendorDevice> _ -> Optional.empty();
      case Unknown<VendorDevice>(var why) ->
          Optional.of(
              Reason.of(
                  "id-unknown",
                  "which device %s is, and so whether it borrows a requester ID, is not told"
                      .formatted(address),
                  new Evidence(address.toString(), "id", "unknown", why)));
    };
  }

  /// What the kernel knows of both functions.
  Evidence[] evidence(PciAddress one, PciAddress other) {
    return List.of(one, other).stream()
        .flatMap(
            each -> quirk(topology.at(each)).stream().map(quirk -> quirk.evidence(each.toString())))
        .toArray(Evidence[]::new);
  }
}
