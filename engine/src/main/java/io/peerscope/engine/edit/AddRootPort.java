package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.Optional;

/// Adds a root port to a root bus.
///
/// @param rootBus the root bus
/// @param part what it is
/// @param device its device number; without one, the lowest free one from 1 on
/// @param reserve what it keeps free for hot-plug
public record AddRootPort(PciBus rootBus, Part part, Optional<Integer> device, Reserve reserve)
    implements StructureEdit {

  /// A root port where there is room, that nothing is plugged into while the machine runs.
  public AddRootPort(PciBus rootBus, Part part) {
    this(rootBus, part, Optional.empty(), Reserve.NONE);
  }

  @Override
  public String changeIn(Draft draft) {
    if (part.kind() != FunctionKind.ROOT_PORT) {
      throw new Refusal("%s is no root port".formatted(part.name()));
    }
    Place place = new Place.OnRootBus(rootBus);
    PlacementRules.refusal(draft.topology(), part.kind(), place)
        .ifPresent(sentence -> {
          throw new Refusal(sentence);
        });
    int free = device.orElseGet(() -> freeDevice(draft));
    PciAddress address = new PciAddress(rootBus.domain(), rootBus.number(), free, 0);
    if (draft.topology().find(address).isPresent()) {
      throw new Refusal("there is a function %s already".formatted(address));
    }
    int first = new BusNumbers(draft).room(place, 1 + reserve.buses()).first();
    var buses = new BridgeBuses(rootBus.number(), first, first + reserve.buses());
    PciFunction port =
        NewFunction.of(part.functions().getFirst(), address, Optional.of(buses), false);
    draft.add(List.of(port));
    draft.allocate(List.of(address), reserve);
    return "add root port " + address.shortForm();
  }

  private int freeDevice(Draft draft) {
    List<PciAddress> there =
        draft.topology().hostBridge(rootBus).map(HostBridge::functions).orElse(List.of());
    return PlacementRules.freeDevice(there, 1)
        .or(() -> PlacementRules.freeDevice(there, 0))
        .orElseThrow(() -> new Refusal("root bus %s already has 32 devices".formatted(rootBus)));
  }
}
