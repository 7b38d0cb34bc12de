package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.isolation.Finding.Answer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Functions of one bus that issue DMA with one requester ID are in one group
/// (`get_pci_alias_group`, `drivers/iommu/iommu.c`).
final class AliasOnBusRule implements GroupRule {

  private final DmaAliases aliases;
  private final Placed placed;

  AliasOnBusRule(DmaAliases aliases, Placed placed) {
    this.aliases = aliases;
    this.placed = placed;
  }

  @Override
  public Optional<Placement> place(PciAddress address, Placement.Draft draft) {
    return from(address, address, new HashSet<>(), draft, Optional.empty());
  }

  /// The group of `start` or of a function that it shares requester IDs with.
  ///
  /// @param doubt why it is not sure that the group of `start` counts; empty when it is
  Optional<Placement> from(
      PciAddress address,
      PciAddress start,
      Set<PciAddress> visited,
      Placement.Draft draft,
      Optional<Reason> doubt) {
    if (!visited.add(start)) {
      return Optional.empty();
    }
    Optional<Placement> found = placed.find(start);
    if (found.isPresent()) {
      if (doubt.isPresent()) {
        draft.mayJoin(found.get(), doubt.get());
        return Optional.empty();
      }
      return Optional.of(draft.join(found.get(), sharesId(address, start)));
    }
    for (PciAddress other : placed.sameBus(start)) {
      Finding alias = aliases.between(start, other);
      if (!other.equals(start) && alias.answer() != Answer.NO) {
        Optional<Reason> open =
            alias.answer() == Answer.UNKNOWN ? Optional.of(alias.reason()) : doubt;
        Optional<Placement> joined = from(address, other, visited, draft, open);
        if (joined.isPresent()) {
          return joined;
        }
      }
    }
    return Optional.empty();
  }

  private Reason sharesId(PciAddress address, PciAddress other) {
    return GroupRule.joins(
        "joins-alias",
        "%s and %s issue DMA with one requester ID",
        other,
        address,
        aliases.evidence(address, other));
  }
}
