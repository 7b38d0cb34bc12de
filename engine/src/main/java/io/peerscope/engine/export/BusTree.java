package io.peerscope.engine.export;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which function hangs on which bus below which bridge, by bus numbers alone, as `lspci -t` finds
/// it in a dump (pciutils, `ls-tree.c`).
///
/// A bus that no bridge leads to is a root bus, except where the range of a bridge covers it: then
/// it is one more bus of that bridge, as those of virtual functions are.
final class BusTree {

  /// The bridge itself, or empty for the top.
  private record Place(Optional<PciAddress> bridge, PciBus bus) {}

  private final Map<Integer, List<PciFunction>> bridges = new HashMap<>();
  private final Map<PciAddress, Map<PciBus, List<PciFunction>>> below = new HashMap<>();
  private final Map<PciBus, List<PciFunction>> roots = new LinkedHashMap<>();
  private final Map<PciBus, Place> places = new HashMap<>();

  /// @param functions in address order
  BusTree(Collection<PciFunction> functions) {
    for (PciFunction function : functions) {
      busesOf(function).ifPresent(buses -> addBridge(function, buses));
    }
    for (PciFunction function : functions) {
      Place place = places.computeIfAbsent(function.address().onBus(), this::find);
      busesBelow(place.bridge()).computeIfAbsent(place.bus(), _ -> new ArrayList<>()).add(function);
    }
  }

  /// The numbers of a bridge, configured or not.
  static Optional<BridgeBuses> busesOf(PciFunction function) {
    return function.buses().ifKnown().flatMap(known -> known);
  }

  private void addBridge(PciFunction bridge, BridgeBuses buses) {
    PciAddress address = bridge.address();
    below
        .computeIfAbsent(address, _ -> new LinkedHashMap<>())
        .put(new PciBus(address.domain(), buses.secondary()), new ArrayList<>());
    if (buses.secondary() != 0) {
      bridges.computeIfAbsent(address.domain(), _ -> new ArrayList<>()).add(bridge);
    }
  }

  private Map<PciBus, List<PciFunction>> busesBelow(Optional<PciAddress> bridge) {
    return bridge.isEmpty()
        ? roots
        : below.computeIfAbsent(bridge.get(), _ -> new LinkedHashMap<>());
  }

  /// The bridge with the narrowest range around the bus; of several the last, as lspci finds it.
  /// One that sits on the bus itself leads to no place.
  private Place find(PciBus bus) {
    Comparator<PciFunction> narrower =
        Comparator.comparingInt((PciFunction bridge) -> {
          BridgeBuses buses = busesOf(bridge).orElseThrow();
          return buses.secondary() == bus.number() ? -1 : buses.subordinate() - buses.secondary();
        });
    Optional<PciFunction> best = Optional.empty();
    for (PciFunction bridge : bridges.getOrDefault(bus.domain(), List.of())) {
      boolean leads =
          bridge.address().bus() < bus.number()
              && busesOf(bridge).filter(buses -> buses.covers(bus.number())).isPresent();
      if (leads && best.filter(other -> narrower.compare(bridge, other) > 0).isEmpty()) {
        best = Optional.of(bridge);
      }
    }
    return new Place(best.map(PciFunction::address), bus);
  }

  /// The root buses of all domains, in address order, with what is on each.
  Map<PciBus, List<PciFunction>> roots() {
    return new TreeMap<>(roots);
  }

  /// The buses of a bridge, its secondary bus first, with what is on each.
  Map<PciBus, List<PciFunction>> below(PciAddress bridge) {
    return below.getOrDefault(bridge, Map.of());
  }
}
