package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// New numbers for all buses below a root bus: depth first in the order of device and function
/// numbers, as firmware and the kernel give them (`pci_scan_child_bus`).
///
/// A port with nothing below keeps the spare buses it has, as a reserve for what is plugged in
/// later.
final class BusPlan {

  private final Topology topology;
  private final PciBus rootBus;
  private final Optional<Place> extraAt;
  private final int extra;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final Map<PciAddress, BridgeBuses> bridges = new LinkedHashMap<>();
  private final Set<PciAddress> seen = new HashSet<>();
  private int next;
  private int firstFree;
  private Optional<String> obstacle = Optional.empty();

  private BusPlan(Topology topology, PciBus rootBus, Optional<Place> extraAt, int extra) {
    this.topology = topology;
    this.rootBus = rootBus;
    this.extraAt = extraAt;
    this.extra = extra;
    this.next = rootBus.number() + 1;
    numbers.put(rootBus.number(), rootBus.number());
  }

  /// A plan with room for `extra` further buses below a place.
  ///
  /// @param last the last bus number there is
  static BusPlan of(
      Topology topology, PciBus rootBus, int last, Optional<Place> extraAt, int extra) {
    var plan = new BusPlan(topology, rootBus, extraAt, extra);
    List<PciAddress> onRoot =
        topology.hostBridge(rootBus).map(HostBridge::functions).orElse(List.of());
    plan.number(onRoot, new Place.OnRootBus(rootBus));
    if (plan.next - 1 > last) {
      plan.obstacle =
          Optional.of(
              "root bus %s has the buses up to %02x, and %d more are needed"
                  .formatted(rootBus, last, plan.next - 1 - last));
    }
    return plan;
  }

  private void number(List<PciAddress> functions, Place owner) {
    for (PciAddress address : functions) {
      virtualBuses(address);
    }
    for (PciAddress address : functions) {
      PciFunction function = topology.at(address);
      boolean wanted = extraAt.filter(new Place.Below(address)::equals).isPresent();
      if (BusNumbers.isConfigured(function) || wanted) {
        numberBridge(function);
      }
    }
    if (extraAt.filter(owner::equals).isPresent()) {
      firstFree = next;
      next += extra;
    }
  }

  /// Virtual functions on buses behind that of their physical function keep their distance.
  private void virtualBuses(PciAddress address) {
    topology
        .physicalFunctionOf(address)
        .filter(physical -> address.bus() != physical.bus())
        .filter(_ -> !numbers.containsKey(address.bus()))
        .ifPresent(_ -> numbers.put(address.bus(), next++));
  }

  private void numberBridge(PciFunction bridge) {
    if (!seen.add(bridge.address())) {
      return;
    }
    BridgeBuses old = bridge.buses().ifKnown().flatMap(known -> known).orElseThrow();
    boolean pinned = Movable.isPinned(bridge.buses()) && old.secondary() != 0;
    if (pinned && next > old.secondary()) {
      obstacle =
          Optional.of(
              "bus %02x is pinned to %s, and the buses before it are not enough"
                  .formatted(old.secondary(), bridge.address()));
    }
    int secondary = pinned ? Math.max(next, old.secondary()) : next;
    next = secondary + 1;
    if (old.secondary() != 0) {
      numbers.put(old.secondary(), secondary);
    }
    List<PciAddress> below = topology.childrenOf(bridge.address());
    number(below, new Place.Below(bridge.address()));
    int spare = below.isEmpty() ? Math.max(0, old.subordinate() - old.secondary()) : 0;
    int subordinate =
        Math.max(Math.max(next - 1, secondary + spare), pinned ? old.subordinate() : 0);
    if (pinned && subordinate > old.subordinate()) {
      obstacle =
          Optional.of(
              "buses %02x-%02x are pinned to %s, and %d more are needed"
                  .formatted(
                      old.secondary(),
                      old.subordinate(),
                      bridge.address(),
                      subordinate - old.subordinate()));
    }
    next = subordinate + 1;
    bridges.put(
        bridge.address(), new BridgeBuses(busAfter(bridge.address()), secondary, subordinate));
  }

  /// Why the numbers cannot be given.
  Optional<String> obstacle() {
    return obstacle;
  }

  /// Whether only numbers change that may.
  boolean mayBeMade(Movable movable) {
    return obstacle.isEmpty()
        && bridges.entrySet().stream()
            .allMatch(entry ->
                isSame(entry.getKey(), entry.getValue()) || mayMove(entry.getKey(), movable));
  }

  private boolean mayMove(PciAddress bridge, Movable movable) {
    PciFunction function = topology.at(bridge);
    return movable.mayMove(function.buses()) || function.secondaryBus().isEmpty();
  }

  private boolean isSame(PciAddress bridge, BridgeBuses now) {
    return topology
        .at(bridge)
        .buses()
        .ifKnown()
        .flatMap(known -> known)
        .filter(now::equals)
        .isPresent();
  }

  /// The lowest of the further buses.
  int firstFree() {
    return firstFree;
  }

  /// The place under the new numbers.
  Place placeAfter() {
    return switch (extraAt.orElseThrow()) {
      case Place.OnRootBus root -> root;
      case Place.Below(PciAddress bridge) -> new Place.Below(after(bridge));
    };
  }

  private PciAddress after(PciAddress address) {
    return new PciAddress(
        address.domain(), busAfter(address), address.device(), address.function());
  }

  /// May be beyond the last bus there is; then there is an obstacle.
  private int busAfter(PciAddress address) {
    return numbers.getOrDefault(address.bus(), address.bus());
  }

  /// Gives the numbers.
  ///
  /// @param all also those that stay as they are may change from now on
  void makeIn(Draft draft, boolean all) {
    List<PciFunction> coming = new ArrayList<>();
    List<PciAddress> leaving = new ArrayList<>();
    Map<PciAddress, PciAddress> moves = new HashMap<>();
    for (PciFunction function : topology.functions()) {
      if (!isBelow(function.address())) {
        continue;
      }
      changed(function, all)
          .ifPresent(changed -> {
            coming.add(changed);
            leaving.add(function.address());
            if (!changed.address().equals(function.address())) {
              moves.put(function.address(), changed.address());
            }
          });
    }
    draft.replace(coming, leaving);
    draft.noteMoves(moves);
  }

  private boolean isBelow(PciAddress address) {
    return address.domain() == rootBus.domain()
        && topology
            .hostBridgeAbove(address)
            .map(HostBridge::bus)
            .filter(rootBus::equals)
            .isPresent();
  }

  private Optional<PciFunction> changed(PciFunction function, boolean all) {
    PciAddress address = after(function.address());
    Optional<BridgeBuses> buses =
        Optional.ofNullable(bridges.get(function.address()))
            .filter(numbers -> all || !isSame(function.address(), numbers))
            .filter(_ -> !Movable.isPinned(function.buses()));
    if (address.equals(function.address()) && buses.isEmpty()) {
      return Optional.empty();
    }
    var builder = function.toBuilder().address(address);
    if (buses.isPresent()) {
      builder.buses(Origins.allocated(buses));
    }
    return Optional.of(Registers.follow(function, builder.build()));
  }
}
