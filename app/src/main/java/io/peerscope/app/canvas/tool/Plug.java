package io.peerscope.app.canvas.tool;

import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.draw.Line;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The end of a line that can be drawn by hand: at the right of a port towards a device, at the
/// left of a device towards a port.
///
/// @param line what is drawn from here
/// @param at in the picture's own measure
public record Plug(Line line, Point at) {

  /// The plugs of what stands for one function.
  public static List<Plug> of(Item item, Topology topology) {
    List<Plug> plugs = new ArrayList<>();
    functionOf(item)
        .flatMap(topology::find)
        .ifPresent(function -> {
          if (leadsUp(function)) {
            plugs.add(
                new Plug(
                    new Line(function.address(), false),
                    new Point(item.box().x(), item.box().centerY())));
          }
          if (leadsDown(function)) {
            plugs.add(
                new Plug(
                    new Line(function.address(), true),
                    new Point(item.box().right(), item.box().centerY())));
          }
        });
    return plugs;
  }

  private static Optional<PciAddress> functionOf(Item item) {
    return switch (item) {
      case Item.PortChip chip -> Optional.of(chip.address());
      case Item.FunctionCard card -> Optional.of(card.address());
      case Item.FoldCard _, Item.HostBridgeBar _, Item.SwitchBox _, Item.Frame _ ->
          Optional.empty();
    };
  }

  /// What is inside of a switch or of a physical function is not connected by hand.
  private static boolean leadsUp(PciFunction function) {
    return function.kind() != FunctionKind.DOWNSTREAM_PORT
        && function.kind() != FunctionKind.VIRTUAL_FUNCTION;
  }

  /// Below an upstream port are its own downstream ports.
  private static boolean leadsDown(PciFunction function) {
    return function.kind().isBridge() && function.kind() != FunctionKind.UPSTREAM_PORT;
  }
}
