package io.peerscope.engine.check;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.Renumber;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The buses of a bridge lie below its own bus, inside those of the bridge above, and beside those
/// of its neighbours (PCI-to-PCI Bridge Architecture 1.2, 3.2.5.3; kernel
/// `pci_scan_bridge_extend`).
final class BusRanges implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    Map<PciBus, List<PciFunction>> neighbours = new TreeMap<>();
    machine
        .bridges()
        .forEach(bridge -> {
          alone(bridge, machine).ifPresent(report);
          insideParent(bridge, machine).ifPresent(report);
          neighbours.computeIfAbsent(bridge.address().onBus(), _ -> new ArrayList<>()).add(bridge);
        });
    neighbours.values().forEach(bridges -> overlaps(bridges, machine, report));
  }

  private static BridgeBuses buses(PciFunction bridge) {
    return Machine.buses(bridge).orElseThrow();
  }

  private static Optional<Finding> alone(PciFunction bridge, Machine machine) {
    BridgeBuses buses = buses(bridge);
    PciAddress address = bridge.address();
    if (buses.secondary() <= address.bus()) {
      return Optional.of(
          error(
              machine,
              "bus-not-below",
              "secondary bus %02x of %s is not above its own bus, so nothing below it is found"
                  .formatted(buses.secondary(), address),
              address));
    }
    if (buses.subordinate() < buses.secondary()) {
      return Optional.of(
          error(
              machine,
              "bus-range-empty",
              "subordinate bus %02x of %s is below its secondary bus %02x"
                  .formatted(buses.subordinate(), address, buses.secondary()),
              address));
    }
    return Optional.empty();
  }

  private static Optional<Finding> insideParent(PciFunction bridge, Machine machine) {
    BridgeBuses buses = buses(bridge);
    return machine
        .bridgeAbove(bridge.address())
        .filter(above ->
            Machine.buses(above)
                .filter(outer ->
                    !outer.covers(buses.secondary()) || buses.subordinate() > outer.subordinate())
                .isPresent())
        .map(above ->
            error(
                machine,
                "bus-range-escapes",
                "buses %02x-%02x of %s reach beyond those of %s above it (%02x-%02x)"
                    .formatted(
                        buses.secondary(),
                        buses.subordinate(),
                        bridge.address(),
                        above.address(),
                        buses(above).secondary(),
                        buses(above).subordinate()),
                bridge.address(),
                above.address()));
  }

  private static void overlaps(
      List<PciFunction> bridges, Machine machine, Consumer<Finding> report) {
    List<PciFunction> sorted =
        bridges.stream().sorted(Comparator.comparing(bridge -> buses(bridge).secondary())).toList();
    for (int n = 1; n < sorted.size(); n++) {
      PciFunction before = sorted.get(n - 1);
      PciFunction bridge = sorted.get(n);
      if (buses(bridge).secondary() <= buses(before).subordinate()) {
        report.accept(
            error(
                machine,
                "bus-ranges-overlap",
                "%s and %s both lead to bus %02x"
                    .formatted(before.address(), bridge.address(), buses(bridge).secondary()),
                before.address(),
                bridge.address()));
      }
    }
  }

  private static Finding error(
      Machine machine, String code, String sentence, PciAddress... functions) {
    Finding finding = Finding.error(code, sentence, functions);
    return machine
        .rootBus(functions[0])
        .map(bus -> finding.fixedBy(new Renumber(bus)))
        .orElse(finding);
  }
}
