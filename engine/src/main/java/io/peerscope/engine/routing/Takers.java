package io.peerscope.engine.routing;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who of the functions on a bus claims a TLP.
///
/// @param sure those that claim it
/// @param unsure why others may claim it; of no account where one surely does, as no two ranges of
///   a working machine overlap
record Takers(List<Taker> sure, List<Reason> unsure) {

  /// A function and why it claims.
  record Taker(PciFunction function, Claim claim) {}

  /// @param onBus all functions of the bus
  /// @param from the one among them that the TLP comes from or through
  static Takers among(
      Topology topology, List<PciAddress> onBus, Optional<PciAddress> from, Claims claims) {
    List<Taker> sure = new ArrayList<>();
    List<Reason> unsure = new ArrayList<>();
    for (PciAddress address : onBus) {
      if (from.isPresent() && address.equals(from.get())) {
        continue;
      }
      PciFunction function = topology.at(address);
      Optional<Claim> claim = claims.claimOf(function);
      if (claim.isPresent()) {
        if (claim.get() instanceof Claim.Unsure(var reason)) {
          unsure.add(reason);
        } else {
          sure.add(new Taker(function, claim.get()));
        }
      }
    }
    return new Takers(sure, unsure);
  }

  boolean isNobody() {
    return sure.isEmpty() && unsure.isEmpty();
  }

  /// Why it cannot be said who takes the TLP, where somebody does.
  Optional<Reason> doubt() {
    if (sure.size() > 1) {
      return Optional.of(
          Reason.of(
              "windows-overlap",
              "%s and %s both claim the address"
                  .formatted(
                      sure.getFirst().function().address(), sure.get(1).function().address())));
    }
    return sure.isEmpty() ? unsure.stream().findFirst() : Optional.empty();
  }
}
