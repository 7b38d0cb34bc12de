package io.peerscope.app.canvas.layout;

import io.peerscope.app.draw.Spot;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.topology.Topology;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where everything of a topology stands: root at the left, devices to the right of it.
///
/// The same input gives the same layout. A change in one subtree moves what is above and below it
/// only up or down, and does not reorder anything.
public final class TopologyLayout {

  private final List<Item> items;
  private final List<Wire> wires;
  private final Box bounds;
  private final Map<PciAddress, Standing> standings;
  private final Map<PciBus, Item.HostBridgeBar> hostBridges;
  private final Map<PciAddress, Item.SwitchBox> switches = new HashMap<>();
  private final BandIndex<Item> itemIndex;
  private final BandIndex<Wire> wireIndex;

  TopologyLayout(
      List<Item> items,
      List<Wire> wires,
      Box bounds,
      Map<PciAddress, Standing> standings,
      Map<PciBus, Item.HostBridgeBar> hostBridges) {
    this.items = Collections.unmodifiableList(items);
    this.wires = Collections.unmodifiableList(wires);
    this.bounds = bounds;
    this.standings = standings;
    this.hostBridges = hostBridges;
    this.items.forEach(item -> {
      if (item instanceof Item.SwitchBox box) {
        switches.put(box.upstream(), box);
      }
    });
    this.itemIndex = new BandIndex<>(this.items, Item::box);
    this.wireIndex = new BandIndex<>(this.wires, Wire::box);
  }

  /// Lays out a topology with all groups of like siblings folded.
  public static TopologyLayout of(Topology topology) {
    return of(topology, Set.of(), Set.of());
  }

  /// Lays out a topology with some groups open.
  ///
  /// @param unfolded groups that are open
  /// @param shown functions that must be seen, whatever group they belong to
  public static TopologyLayout of(Topology topology, Set<FoldKey> unfolded, Set<PciAddress> shown) {
    return new Placer(topology, new Branches(topology, unfolded, shown)).place();
  }

  /// Whether two states of a machine are known to be laid out alike, because nothing became another
  /// thing that the layout looks at. Costs little where the two share most of their functions.
  public static boolean areAlike(Topology before, Topology now) {
    return now.replacedSince(before)
        .filter(replaced ->
            replaced.stream().allMatch(it -> Branches.areAlike(before.at(it.address()), it)))
        .isPresent();
  }

  /// Everything with a place, frames before what is inside them.
  public List<Item> items() {
    return items;
  }

  public List<Wire> wires() {
    return wires;
  }

  /// The box around everything, with a margin.
  public Box bounds() {
    return bounds;
  }

  /// What can be seen through a window onto the picture, in drawing order.
  public List<Item> itemsIn(Box window) {
    return itemIndex.in(window);
  }

  public List<Wire> wiresIn(Box window) {
    return wireIndex.in(window);
  }

  /// What stands for a function: its card or chip, or the group it is folded into.
  public Optional<Item> itemOf(PciAddress function) {
    return Optional.ofNullable(standings.get(function)).map(Standing::item);
  }

  public Collection<Item.HostBridgeBar> hostBridges() {
    return hostBridges.values();
  }

  public Optional<Item.HostBridgeBar> hostBridge(PciBus bus) {
    return Optional.ofNullable(hostBridges.get(bus));
  }

  /// The box of the switch with an upstream port.
  public Optional<Item.SwitchBox> switchOf(PciAddress upstream) {
    return Optional.ofNullable(switches.get(upstream));
  }

  /// The corners of the way from what is right above a function down to it; empty when the function
  /// is not in the picture by itself.
  List<Point> approachTo(PciAddress function) {
    Standing standing = standings.get(function);
    return standing == null ? List.of() : standing.approach();
  }

  /// The foremost thing at a point that stands for functions: a chip, a card or a group.
  public Optional<Item> at(Point point) {
    Box window = new Box(point.x(), point.y(), 0.01, 0.01);
    return itemIndex.in(window).reversed().stream()
        .filter(TopologyLayout::canBeChosen)
        .filter(item -> item.box().contains(point))
        .findFirst();
  }

  /// What something would be put on that is let go at a point.
  public Spot spotAt(Point point) {
    Box window = new Box(point.x(), point.y(), 0.01, 0.01);
    return itemIndex.in(window).reversed().stream()
        .filter(item -> isUnder(item, point))
        .map(TopologyLayout::spotOf)
        .findFirst()
        .orElseGet(Spot.OnPage::new);
  }

  private static boolean isUnder(Item item, Point point) {
    return switch (item) {
      case Item.Frame _ -> false;
      case Item.HostBridgeBar bar -> bar.box().union(bar.memory()).contains(point);
      default -> item.box().contains(point);
    };
  }

  /// What an item stands for when something is put on it.
  public static Spot spotOf(Item item) {
    return switch (item) {
      case Item.PortChip chip -> new Spot.OnFunction(chip.address());
      case Item.FunctionCard card -> new Spot.OnFunction(card.address());
      case Item.FoldCard card -> new Spot.OnFunction(card.members().getFirst());
      case Item.SwitchBox box -> new Spot.OnFunction(box.upstream());
      case Item.HostBridgeBar bar -> new Spot.OnHostBridge(bar.bus());
      case Item.Frame _ -> new Spot.OnPage();
    };
  }

  /// Where a spot is in the picture.
  public Optional<Box> boxOf(Spot spot) {
    return switch (spot) {
      case Spot.OnFunction(PciAddress function) -> itemOf(function).map(Item::box);
      case Spot.OnHostBridge(PciBus bus) -> hostBridge(bus).map(Item.HostBridgeBar::box);
      case Spot.OnPage() -> Optional.empty();
    };
  }

  private static boolean canBeChosen(Item item) {
    return switch (item) {
      case Item.PortChip _, Item.FunctionCard _, Item.FoldCard _ -> true;
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> false;
    };
  }
}
