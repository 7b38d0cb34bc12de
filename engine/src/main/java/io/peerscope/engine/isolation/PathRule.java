package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// A function is in the group of the port above from which the path to the root does not keep peers
/// apart (`pci_acs_path_enabled`, `drivers/pci/pci.c`).
final class PathRule implements GroupRule {

  private final Topology topology;
  private final AcsIsolation acs;
  private final Placed placed;
  private final UnknownPlaces unknownPlaces;

  PathRule(Topology topology, AcsIsolation acs, Placed placed) {
    this.topology = topology;
    this.acs = acs;
    this.placed = placed;
    this.unknownPlaces = new UnknownPlaces(topology, placed);
  }

  @Override
  public Optional<Placement> place(PciAddress address, Placement.Draft draft) {
    return switch (topology.parentOf(address)) {
      case Parent.RootBus _ -> Optional.empty();
      case Parent.Below(var bridge) -> byPath(address, bridge, draft);
      case Parent.Untold(var why, var somewhereBelow) -> {
        unknownPlaces.follow(
            address, somewhereBelow, AcsIsolation.parentUnknown(address, why), draft);
        yield Optional.empty();
      }
    };
  }

  private Optional<Placement> byPath(PciAddress address, PciAddress bridge, Placement.Draft draft) {
    Finding path = acs.ofPath(bridge);
    return switch (path.answer()) {
      case YES -> Optional.empty();
      case UNKNOWN -> {
        draft.mayJoin(placed.at(bridge), path.reason());
        yield Optional.empty();
      }
      case NO ->
          Optional.of(
              draft.join(
                  placed.at(bridge),
                  GroupRule.joins(
                          "joins-port", "the path up from %s does not isolate %s", bridge, address)
                      .because(List.of(path.reason()))));
    };
  }
}
