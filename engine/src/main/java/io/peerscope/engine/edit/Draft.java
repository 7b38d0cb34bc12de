package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.RemappedNvme;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A machine while one edit works on it; of use to edits only.
public final class Draft {

  private Platform platform;
  private final List<Finding> findings = new ArrayList<>();
  private final List<PciAddress> added = new ArrayList<>();
  private final Map<PciAddress, PciAddress> moved = new HashMap<>();

  Draft(Platform platform) {
    this.platform = platform;
  }

  Platform platform() {
    return platform;
  }

  Topology topology() {
    return platform.topology();
  }

  void become(Platform changed) {
    platform = changed;
  }

  /// The function at an address.
  ///
  /// @throws Refusal when there is none
  PciFunction at(PciAddress address) {
    return topology()
        .find(address)
        .orElseThrow(() -> new Refusal("there is no function %s".formatted(address)));
  }

  /// The root bus above a function.
  ///
  /// @throws Refusal when it is not told
  PciBus rootBusOf(PciAddress address) {
    return topology()
        .hostBridgeAbove(address)
        .map(HostBridge::bus)
        .orElseThrow(() ->
            new Refusal(
                "where %s hangs is not told; give the bridge above it first".formatted(address)));
  }

  void put(Collection<PciFunction> functions) {
    platform = platform.withTopology(topology().with(functions, List.of()));
  }

  void replace(Collection<PciFunction> coming, Collection<PciAddress> leaving) {
    platform = platform.withTopology(topology().with(coming, leaving));
  }

  /// Adds functions that were not there before, the topmost first.
  void add(List<PciFunction> functions) {
    put(functions);
    functions.forEach(function -> added.add(function.address()));
  }

  /// Notes that functions have other addresses now.
  void noteMoves(Map<PciAddress, PciAddress> moves) {
    Map<PciAddress, PciAddress> further = new HashMap<>(moves);
    added.forEach(further::remove);
    moved.values().forEach(further::remove);
    moved.replaceAll((_, now) -> moves.getOrDefault(now, now));
    added.replaceAll(address -> moves.getOrDefault(address, address));
    moved.putAll(further);
    moved.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
  }

  void find(Collection<Finding> more) {
    findings.addAll(more);
  }

  /// Notes functions that were not there before, the topmost first.
  void noteAdded(Collection<PciAddress> functions) {
    added.addAll(functions);
  }

  /// Gives addresses to functions, and windows to the bridges among them and above.
  void allocate(Collection<PciAddress> functions) {
    allocate(functions, Reserve.NONE);
  }

  /// The same, with a reserve for each port among them that has nothing below.
  void allocate(Collection<PciAddress> functions, Reserve reserve) {
    var layout = new WindowLayout(platform, Movable.ALLOCATED);
    for (PciAddress function : functions) {
      if (at(function).kind().isBridge() && topology().childrenOf(function).isEmpty()) {
        layout.reserve(function, reserve);
      }
    }
    layout.allocate(functions);
    put(layout.changed());
    find(layout.findings());
  }

  /// Opens the windows above a BAR that a user put somewhere, as far as they may grow.
  void openWindowsFor(PciAddress function, Bar bar) {
    var layout = new WindowLayout(platform, Movable.ALLOCATED);
    layout.openWindowsFor(function, bar);
    put(layout.changed());
  }

  /// The hidden controllers go with the function that hides them.
  private List<RemappedNvme> remapped() {
    return platform.remapped().stream()
        .map(hidden ->
            new RemappedNvme(
                moved.getOrDefault(hidden.ahci(), hidden.ahci()), hidden.count(), hidden.origin()))
        .filter(hidden -> topology().find(hidden.ahci()).isPresent())
        .toList();
  }

  /// What is kept of DMAs follows the functions they are about.
  private List<Scenario> scenarios() {
    return platform.scenarios().stream()
        .flatMap(scenario ->
            scenario.after(moved, address -> topology().find(address).isPresent()).stream())
        .toList();
  }

  EditResult.Applied applied(String name) {
    platform = platform.withRemapped(remapped()).withScenarios(scenarios());
    return new EditResult.Applied(platform, findings, name, moved, added);
  }
}
