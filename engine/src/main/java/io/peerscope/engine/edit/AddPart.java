package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.platform.RemappedNvme;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds a device of the catalogue: an endpoint, a PCIe-to-PCI bridge, a conventional device or one
/// that is part of the root complex.
public record AddPart(Place place, Part part) implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    PciAddress added = put(draft, place, part);
    if (part.group().equals("ahci")) {
      List<RemappedNvme> hidden = new ArrayList<>(draft.platform().remapped());
      hidden.add(new RemappedNvme(added, 1, Origins.EDITED));
      draft.become(draft.platform().withRemapped(hidden));
    }
    return "add " + part.name();
  }

  /// Puts a part somewhere, and answers the address of its first function.
  static PciAddress put(Draft draft, Place place, Part part) {
    if (part.kind() == FunctionKind.UPSTREAM_PORT || part.kind() == FunctionKind.ROOT_PORT) {
      throw new Refusal("%s is added with its ports".formatted(part.name()));
    }
    PlacementRules.refusal(draft.topology(), part.kind(), place)
        .ifPresent(sentence -> {
          throw new Refusal(sentence);
        });
    boolean bridge = part.kind().isBridge();
    BusNumbers.Room room = new BusNumbers(draft).room(place, bridge ? 1 : 0);
    PciBus bus = busOf(draft, room.place());
    int device = device(draft, room.place());
    Optional<BridgeBuses> buses =
        bridge
            ? Optional.of(new BridgeBuses(bus.number(), room.first(), room.first()))
            : Optional.empty();
    boolean several = part.functions().size() > 1;
    List<PciFunction> functions = new ArrayList<>();
    for (PartFunction function : part.functions()) {
      var address = new PciAddress(bus.domain(), bus.number(), device, functions.size());
      functions.add(NewFunction.of(function, address, buses, several));
    }
    draft.add(functions);
    draft.allocate(functions.stream().map(PciFunction::address).toList());
    return functions.getFirst().address();
  }

  private static PciBus busOf(Draft draft, Place place) {
    return switch (place) {
      case Place.OnRootBus(PciBus bus) -> bus;
      case Place.Below(PciAddress above) ->
          new PciBus(above.domain(), new BusNumbers(draft).buses(above).secondary());
    };
  }

  private static int device(Draft draft, Place place) {
    List<PciAddress> there =
        switch (place) {
          case Place.OnRootBus(PciBus bus) ->
              draft.topology().hostBridge(bus).map(HostBridge::functions).orElse(List.of());
          case Place.Below(PciAddress above) -> draft.topology().childrenOf(above);
        };
    int from = place instanceof Place.OnRootBus ? 1 : 0;
    return PlacementRules.freeDevice(there, from)
        .or(() -> PlacementRules.freeDevice(there, 0))
        .orElseThrow(() -> new Refusal("the bus below %s already has 32 devices".formatted(place)));
  }
}
