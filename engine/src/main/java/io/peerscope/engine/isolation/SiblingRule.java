package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.isolation.Finding.Answer;
import io.peerscope.engine.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Functions of one device of which neither keeps peers apart are in one group
/// (`get_pci_function_alias_group`, `drivers/iommu/iommu.c`).
final class SiblingRule implements GroupRule {

  private final Topology topology;
  private final AcsIsolation acs;
  private final Identity identity;
  private final AliasOnBusRule aliases;
  private final Placed placed;

  SiblingRule(
      Topology topology,
      AcsIsolation acs,
      Identity identity,
      AliasOnBusRule aliases,
      Placed placed) {
    this.topology = topology;
    this.acs = acs;
    this.identity = identity;
    this.aliases = aliases;
    this.placed = placed;
  }

  @Override
  public Optional<Placement> place(PciAddress address, Placement.Draft draft) {
    Finding self = acs.of(address);
    Optional<Boolean> multi = identity.isMultiFunction(topology.at(address)).ifKnown();
    if (self.answer() == Answer.YES || multi.filter(known -> !known).isPresent()) {
      return Optional.empty();
    }
    Optional<Reason> doubt =
        self.answer() == Answer.UNKNOWN
            ? Optional.of(self.reason())
            : multi.isEmpty() ? Optional.of(multiUnknown(address)) : Optional.empty();
    Set<PciAddress> visited = new HashSet<>(Set.of(address));
    for (PciAddress sibling : placed.sameBus(address)) {
      if (!sibling.equals(address) && sibling.device() == address.device()) {
        Optional<Placement> joined = byOneSibling(address, sibling, visited, draft, doubt);
        if (joined.isPresent()) {
          return joined;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Placement> byOneSibling(
      PciAddress address,
      PciAddress sibling,
      Set<PciAddress> visited,
      Placement.Draft draft,
      Optional<Reason> doubt) {
    Finding finding = acs.of(sibling);
    if (finding.answer() == Answer.YES) {
      return Optional.empty();
    }
    Optional<Reason> open =
        finding.answer() == Answer.UNKNOWN ? Optional.of(finding.reason()) : doubt;
    return aliases
        .from(address, sibling, visited, draft, open)
        .map(joined ->
            new Placement(
                joined.groups(),
                GroupRule.joins(
                        "joins-function",
                        "neither %s nor %s keeps functions apart",
                        sibling,
                        address)
                    .because(List.of(finding.reason(), acs.of(address).reason())),
                joined.doubts()));
  }

  private static Reason multiUnknown(PciAddress address) {
    return Reason.of(
        "multi-function-unknown",
        "whether %s is part of a multi-function device is not told".formatted(address),
        new Evidence(
            address.toString(), "multi-function", "unknown", "its header type is not told"));
  }
}
