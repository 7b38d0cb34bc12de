package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Fact.Unknown;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// A function below a bridge that puts its own requester ID on what it forwards is in the bridge's
/// group (`pci_for_each_dma_alias`, `drivers/pci/search.c`).
///
/// Ports of switches and root ports change nothing, bridges to conventional PCI do.
final class AliasAboveRule implements GroupRule {

  private final Topology topology;
  private final DmaAliases aliases;
  private final Placed placed;

  AliasAboveRule(Topology topology, DmaAliases aliases, Placed placed) {
    this.topology = topology;
    this.aliases = aliases;
    this.placed = placed;
  }

  @Override
  public Optional<Placement> place(PciAddress address, Placement.Draft draft) {
    List<PciAddress> above = topology.upstreamPath(address).functions();
    for (PciAddress bridge : above.subList(1, above.size())) {
      PciFunction function = topology.at(bridge);
      Optional<DmaAlias> quirk = aliases.quirk(function);
      if (quirk.filter(DmaAlias::isTranslationRoot).isPresent()) {
        return Optional.empty();
      }
      if (quirk.filter(DmaAlias::isWithoutAlias).isEmpty()) {
        Optional<Placement> joined = byAlias(address, function, draft);
        if (joined.isPresent()) {
          return joined;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Placement> byAlias(
      PciAddress address, PciFunction bridge, Placement.Draft draft) {
    return switch (Identity.kindOf(bridge)) {
      case Unknown<FunctionKind>(var why) -> {
        draft.mayJoin(placed.at(bridge.address()), AcsIsolation.typeUnknown(bridge, why));
        yield Optional.empty();
      }
      case Known<FunctionKind> kind ->
          isAlias(kind.value())
              ? Optional.of(draft.join(placed.at(bridge.address()), bridged(address, kind, bridge)))
              : Optional.empty();
    };
  }

  private static Reason bridged(PciAddress address, Known<FunctionKind> kind, PciFunction bridge) {
    return GroupRule.joins(
        "joins-alias",
        "%s, a " + kind.value().label() + ", puts its own requester ID on the DMA of %s",
        bridge.address(),
        address,
        new Evidence(
            bridge.address().toString(),
            "type",
            kind.value().spelling(),
            kind.origin().toString()));
  }

  private static boolean isAlias(FunctionKind kind) {
    return switch (kind) {
      case PCIE_TO_PCI_BRIDGE, PCI_TO_PCIE_BRIDGE, PCI_BRIDGE, CARDBUS_BRIDGE, PCI_DEVICE -> true;
      case ROOT_PORT,
          UPSTREAM_PORT,
          DOWNSTREAM_PORT,
          HOST_BRIDGE,
          BRIDGE,
          ENDPOINT,
          LEGACY_ENDPOINT,
          RC_INTEGRATED_ENDPOINT,
          RC_EVENT_COLLECTOR,
          FUNCTION,
          VIRTUAL_FUNCTION ->
          false;
    };
  }
}
