package io.peerscope.app.draw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.Place;
import io.peerscope.engine.edit.PlacementRules;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Finds where something belongs that is let go near its place: on a switch, the first free port;
/// on a device, the next free port beside it; on a host bridge, a free root port.
final class Places {

  private final Topology topology;
  private final FunctionKind kind;
  private final Predicate<PciAddress> isForbidden;

  /// @param isForbidden functions below which it cannot go, such as its own
  Places(Platform platform, FunctionKind kind, Predicate<PciAddress> isForbidden) {
    this.topology = platform.topology();
    this.kind = kind;
    this.isForbidden = isForbidden;
  }

  /// The place, or the sentence why there is none.
  Landing at(Spot spot, Function<Place, Landing> found) {
    return find(spot)
        .map(found)
        .orElseGet(() ->
            new Landing.Refused(
                candidates(spot).stream()
                    .findFirst()
                    .map(this::refusal)
                    .orElse("drop it on a host bridge or a port")));
  }

  /// The first place that will do.
  Optional<Place> find(Spot spot) {
    return candidates(spot).stream()
        .filter(place -> !isForbidden(place))
        .filter(place -> PlacementRules.refusal(topology, kind, place).isEmpty())
        .findFirst();
  }

  private String refusal(Place first) {
    return isForbidden(first)
        ? "it cannot hang below itself"
        : PlacementRules.refusal(topology, kind, first).orElse("there is no room");
  }

  private boolean isForbidden(Place place) {
    return place instanceof Place.Below(PciAddress above) && isForbidden.test(above);
  }

  private List<Place> candidates(Spot spot) {
    List<Place> candidates = new ArrayList<>();
    switch (spot) {
      case Spot.OnPage() -> {
        if (topology.hostBridges().size() == 1) {
          topology.hostBridges().forEach(bridge -> onRootBus(bridge.bus(), candidates));
        }
      }
      case Spot.OnHostBridge(PciBus bus) -> onRootBus(bus, candidates);
      case Spot.OnFunction(PciAddress address) ->
          topology.find(address).ifPresent(function -> on(function, candidates));
    }
    return candidates;
  }

  /// A part of the root complex goes on the bus itself, a card below a root port.
  private void onRootBus(PciBus bus, List<Place> candidates) {
    candidates.add(new Place.OnRootBus(bus));
    topology.hostBridge(bus).map(HostBridge::functions).orElse(List.of()).stream()
        .filter(address -> topology.at(address).kind() == FunctionKind.ROOT_PORT)
        .forEach(port -> candidates.add(new Place.Below(port)));
  }

  private void on(PciFunction function, List<Place> candidates) {
    candidates.add(new Place.Below(function.address()));
    topology
        .childrenOf(function.address())
        .forEach(child -> candidates.add(new Place.Below(child)));
    beside(function, candidates);
  }

  /// The other ports of the same switch, then of the same root bus.
  private void beside(PciFunction function, List<Place> candidates) {
    Optional<PciAddress> port = parent(function.address());
    Optional<PciAddress> above = port.flatMap(this::parent);
    port.ifPresent(it -> candidates.add(new Place.Below(it)));
    above.ifPresent(upstream -> {
      candidates.add(new Place.Below(upstream));
      topology.childrenOf(upstream).forEach(it -> candidates.add(new Place.Below(it)));
    });
    topology
        .hostBridgeAbove(function.address())
        .ifPresent(bridge -> onRootBus(bridge.bus(), candidates));
  }

  private Optional<PciAddress> parent(PciAddress address) {
    return topology.parentOf(address) instanceof Parent.Below(PciAddress bridge)
        ? Optional.of(bridge)
        : Optional.empty();
  }

  /// Where a place is in the picture.
  static Spot spotOf(Place place) {
    return switch (place) {
      case Place.OnRootBus(PciBus bus) -> new Spot.OnHostBridge(bus);
      case Place.Below(PciAddress above) -> new Spot.OnFunction(above);
    };
  }
}
