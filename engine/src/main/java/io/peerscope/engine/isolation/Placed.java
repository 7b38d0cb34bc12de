package io.peerscope.engine.isolation;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Where the functions are that have been placed so far, and who is on which bus.
final class Placed {

  private final Map<PciAddress, Placement> placements = new LinkedHashMap<>();

  /// For each bus the functions on it in scan order.
  private final Map<PciBus, List<PciAddress>> onBus;

  /// @param order all functions in scan order
  Placed(List<PciAddress> order) {
    this.onBus = order.stream().collect(Collectors.groupingBy(PciAddress::onBus));
  }

  void put(PciAddress address, Placement placement) {
    placements.put(address, placement);
  }

  Optional<Placement> find(PciAddress address) {
    return Optional.ofNullable(placements.get(address));
  }

  /// The placement of a function that comes before in scan order.
  Placement at(PciAddress address) {
    return find(address).orElseThrow();
  }

  void forEach(BiConsumer<PciAddress, Placement> action) {
    placements.forEach(action);
  }

  /// All functions of the bus of a function, itself included, placed or not.
  List<PciAddress> sameBus(PciAddress address) {
    return onBus.getOrDefault(address.onBus(), List.of());
  }

  /// All placements in scan order.
  Map<PciAddress, Placement> all() {
    return placements;
  }
}
