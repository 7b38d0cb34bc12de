package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A function of a domain that a VMD function opened is in that one's group: its DMA carries the
/// VMD function's requester ID (`pci_real_dma_dev`, `arch/x86/pci/common.c`).
final class VmdRule implements GroupRule {

  private final Topology topology;
  private final Placed placed;
  private final Map<Integer, PciAddress> firstOfDomain = new HashMap<>();

  VmdRule(Topology topology, Placed placed) {
    this.topology = topology;
    this.placed = placed;
  }

  @Override
  public Optional<Placement> place(PciAddress address, Placement.Draft draft) {
    Optional<Fact<PciAddress>> opener = topology.domainOpener(address.domain());
    if (opener.isEmpty()) {
      return Optional.empty();
    }
    return switch (opener.get()) {
      case Known<PciAddress>(PciAddress manager, var origin) ->
          Optional.of(joinsManager(address, manager, origin.toString(), draft));
      case Unknown<PciAddress>(var why) -> byAnyManager(address, vmdUnknown(address, why), draft);
    };
  }

  /// Any of the VMD functions may have opened the domain, or one that the input does not show; the
  /// functions of one domain share their fate.
  private Optional<Placement> byAnyManager(
      PciAddress address, Reason missing, Placement.Draft draft) {
    PciAddress first = firstOfDomain.computeIfAbsent(address.domain(), _ -> address);
    if (!first.equals(address)) {
      draft.mayJoin(placed.at(first), missing);
    }
    topology.possibleOpeners().forEach(manager -> draft.mayJoin(placed.at(manager), missing));
    return Optional.empty();
  }

  private static Reason vmdUnknown(PciAddress address, String why) {
    return Reason.of(
        "vmd-unknown",
        "which VMD function opened domain %x is not told".formatted(address.domain()),
        new Evidence(address.toString(), "VMD function", "unknown", why));
  }

  private Placement joinsManager(
      PciAddress address, PciAddress manager, String source, Placement.Draft draft) {
    return draft.join(
        placed.at(manager),
        GroupRule.joins(
            "joins-vmd",
            "%s puts its own requester ID on the DMA of %s",
            manager,
            address,
            new Evidence(address.toString(), "VMD function", manager.toString(), source)));
  }
}
