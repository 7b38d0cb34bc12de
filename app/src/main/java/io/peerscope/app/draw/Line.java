package io.peerscope.app.draw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.Connect;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlacementRules;
import io.peerscope.engine.edit.Subtree;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.Topology;
import java.util.List;
import java.util.Optional;

/// A line that is drawn by hand between a port and a device, from either end. It ends exactly where
/// it is let go: another port nearby will not do.
///
/// @param from the function that it starts at
/// @param down whether it leads away from the root: `from` is a port, and the other end a device
public record Line(PciAddress from, boolean down) implements Cargo {

  @Override
  public String name() {
    return (down ? "line from port " : "line from ") + from;
  }

  @Override
  public Landing at(Platform platform, Spot spot) {
    return switch (spot) {
      case Spot.OnPage() ->
          new Landing.Refused(down ? "draw it to a device" : "draw it to a port or a host bridge");
      case Spot.OnHostBridge(var bus) ->
          down
              ? new Landing.Refused("a port leads away from its host bridge: draw it to a device")
              : between(platform, from, List.of(new Place.OnRootBus(bus)));
      case Spot.OnFunction(PciAddress end) ->
          down
              ? between(platform, end, List.of(new Place.Below(from)))
              : between(platform, from, portsOf(platform.topology(), end));
    };
  }

  /// A port itself; of a switch, the ports that lead down.
  private static List<Place> portsOf(Topology topology, PciAddress end) {
    boolean isSwitch =
        topology.find(end).filter(it -> it.kind() == FunctionKind.UPSTREAM_PORT).isPresent();
    List<Place> ports =
        isSwitch
            ? topology.childrenOf(end).stream().<Place>map(Place.Below::new).toList()
            : List.of(new Place.Below(end));
    return ports.isEmpty() ? List.of(new Place.Below(end)) : ports;
  }

  /// @param places where the other end may be, the first that is free is taken
  private static Landing between(Platform platform, PciAddress device, List<Place> places) {
    Subtree subtree = Subtree.of(platform, device);
    Optional<Place> free =
        places.stream().filter(place -> refusal(platform, subtree, place).isEmpty()).findFirst();
    return free.<Landing>map(place -> possible(subtree, place))
        .orElseGet(() ->
            new Landing.Refused(
                refusal(platform, subtree, places.getFirst()).orElse("there is no room")));
  }

  private static Landing possible(Subtree subtree, Place place) {
    return new Landing.Possible(
        Places.spotOf(place),
        "connects %s to %s".formatted(subtree.name(), place),
        document -> document.edit(new Connect(subtree.root(), place)));
  }

  private static Optional<String> refusal(Platform platform, Subtree subtree, Place place) {
    if (isThere(platform.topology(), subtree.root(), place)) {
      return Optional.of("%s is connected to %s already".formatted(subtree.name(), place));
    }
    if (place instanceof Place.Below(PciAddress port)
        && subtree.functions().stream().anyMatch(it -> it.address().equals(port))) {
      return Optional.of("it cannot hang below itself");
    }
    return PlacementRules.refusal(platform.topology(), subtree.kind(), place);
  }

  private static boolean isThere(Topology topology, PciAddress device, Place place) {
    return switch (topology.parentOf(device)) {
      case Parent.RootBus(var bus) -> place.equals(new Place.OnRootBus(bus));
      case Parent.Below(var bridge) -> place.equals(new Place.Below(bridge));
      case Parent.Untold _ -> false;
    };
  }
}
