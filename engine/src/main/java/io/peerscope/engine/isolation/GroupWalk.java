package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives one function after the other its group, as `pci_device_group` does
/// (`drivers/iommu/iommu.c`, mainline through 7.x).
///
/// 1. A VMD function or DMA aliases on the way up: a function whose DMA carries another's requester
///    ID is in that one's group.
/// 2. A port above from which the path to the root does not keep peers apart: in the port's group.
/// 3. Functions of the same bus that are aliases of each other: together.
/// 4. Functions of one device that do not keep peers apart: together.
/// 5. Otherwise a group of its own.
///
/// Bridges come before what is below them, so a group that is looked for is there.
final class GroupWalk {

  private final Topology topology;
  private final AcsIsolation acs;
  private final Placed placed;
  private final List<GroupRule> rules;

  private GroupWalk(Platform platform, List<PciAddress> order) {
    this.topology = platform.topology();
    this.acs = new AcsIsolation(platform);
    this.placed = new Placed(order);
    var identity = new Identity(topology);
    var aliases = new DmaAliases(topology, identity);
    var aliasOnBus = new AliasOnBusRule(aliases, placed);
    this.rules =
        List.of(
            new VmdRule(topology, placed),
            new AliasAboveRule(topology, aliases, placed),
            new PathRule(topology, acs, placed),
            aliasOnBus,
            new SiblingRule(topology, acs, identity, aliasOnBus, placed));
  }

  /// Where each function of a machine is put, in scan order.
  static Map<PciAddress, Placement> of(Platform platform) {
    List<PciAddress> order = ScanOrder.of(platform.topology());
    var walk = new GroupWalk(platform, order);
    order.forEach(address -> walk.placed.put(address, walk.place(address)));
    return walk.placed.all();
  }

  private Placement place(PciAddress address) {
    var draft = new Placement.Draft();
    for (GroupRule rule : rules) {
      Optional<Placement> joined = rule.place(address, draft);
      if (joined.isPresent()) {
        return joined.get();
      }
    }
    return draft.alone(address, alone(address));
  }

  private Reason alone(PciAddress address) {
    Reason above =
        switch (topology.parentOf(address)) {
          case Parent.RootBus(var bus) ->
              Reason.of(
                  "on-root-bus",
                  "%s is on root bus %s: nothing above can tie it to others"
                      .formatted(address, bus));
          case Parent.Below(var bridge) -> acs.ofPath(bridge).reason();
          case Parent.Untold(var why, _) -> AcsIsolation.parentUnknown(address, why);
        };
    return Reason.of("own-group", "%s starts a group of its own".formatted(address))
        .because(List.of(above, acs.of(address).reason()));
  }
}
