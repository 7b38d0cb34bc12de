package io.peerscope.app.canvas.drawing;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where the hexagons of soft-IOMMU translators are drawn.
final class Translators {

  /// @param labelled whether there is room for a name below
  record Place(Point center, double radius, boolean labelled) {}

  private final Map<PciAddress, Place> atFunctions = new LinkedHashMap<>();
  private final Map<PciBus, Place> atHostBridges = new LinkedHashMap<>();

  Translators(TopologyLayout layout, Topology topology, TranslatorPlacement placement) {
    for (PciFunction function : topology.functions()) {
      if (placement.isOn(function)) {
        layout
            .itemOf(function.address())
            .filter(item -> item instanceof Item.PortChip)
            .ifPresent(chip -> atFunctions.put(function.address(), beside(function, chip.box())));
      }
    }
    topology.hostBridges().stream()
        .filter(hostBridge -> placement.isOn(hostBridge.bus()))
        .forEach(hostBridge ->
            layout
                .hostBridge(hostBridge.bus())
                .ifPresent(bar -> atHostBridges.put(hostBridge.bus(), on(bar.box()))));
  }

  private static Place beside(PciFunction bridge, Box chip) {
    return bridge.kind() == FunctionKind.UPSTREAM_PORT
        ? new Place(new Point(chip.x() + 40, chip.bottom() + 24), 14, true)
        : new Place(new Point(chip.right() - 4, chip.bottom()), 7, false);
  }

  private static Place on(Box bar) {
    return new Place(new Point(bar.centerX(), bar.y() + 18), 10, false);
  }

  Map<PciAddress, Place> all() {
    return atFunctions;
  }

  Map<PciBus, Place> hostBridges() {
    return atHostBridges;
  }

  Optional<Place> at(PciAddress bridge) {
    return Optional.ofNullable(atFunctions.get(bridge));
  }

  Optional<Place> at(PciBus hostBridge) {
    return Optional.ofNullable(atHostBridges.get(hostBridge));
  }
}
