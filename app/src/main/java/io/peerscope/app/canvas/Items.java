package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// What the items of a picture stand for.
final class Items {

  private Items() {}

  /// The function of an item, the first of several.
  static Optional<PciAddress> functionOf(Item item) {
    return switch (item) {
      case Item.PortChip chip -> Optional.of(chip.address());
      case Item.FunctionCard card -> Optional.of(card.address());
      case Item.FoldCard card -> Optional.of(card.members().getFirst());
      case Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ -> Optional.empty();
    };
  }

  /// All functions of an item.
  static List<PciAddress> functionsOf(Item item) {
    return item instanceof Item.FoldCard card ? card.members() : functionOf(item).stream().toList();
  }

  /// The words for an item.
  static String describe(Item item, Topology topology) {
    if (item instanceof Item.FoldCard card) {
      return FunctionTip.of(card);
    }
    return functionOf(item).flatMap(topology::find).map(FunctionTip::of).orElse("");
  }
}
