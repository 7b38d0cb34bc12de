package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds a switch with all its downstream ports.
///
/// @param place a root port or a downstream port with nothing below
/// @param part which switch
/// @param ports number of downstream ports, 1 to 32
/// @param reserve what each downstream port keeps free for hot-plug
public record AddSwitch(Place place, Part part, int ports, Reserve reserve)
    implements StructureEdit {

  static final int MOST_PORTS = 32;

  /// A switch that nothing is plugged into while the machine runs.
  public AddSwitch(Place place, Part part, int ports) {
    this(place, part, ports, Reserve.NONE);
  }

  @Override
  public String changeIn(Draft draft) {
    if (part.kind() != FunctionKind.UPSTREAM_PORT || part.functions().size() < 2) {
      throw new Refusal("%s is no switch".formatted(part.name()));
    }
    if (ports < 1 || ports > MOST_PORTS) {
      throw new Refusal(
          "a switch has 1 to %d downstream ports, not %d".formatted(MOST_PORTS, ports));
    }
    PlacementRules.refusal(draft.topology(), part.kind(), place)
        .ifPresent(sentence -> {
          throw new Refusal(sentence);
        });
    int each = 1 + reserve.buses();
    BusNumbers.Room room = new BusNumbers(draft).room(place, 1 + ports * each);
    PciAddress above = ((Place.Below) room.place()).function();
    int bus = new BusNumbers(draft).buses(above).secondary();
    int inside = room.first();
    var upstream = new PciAddress(above.domain(), bus, 0, 0);
    List<PciFunction> functions = new ArrayList<>();
    functions.add(
        NewFunction.of(
            part.functions().getFirst(),
            upstream,
            Optional.of(new BridgeBuses(bus, inside, inside + ports * each)),
            false));
    for (int port = 0; port < ports; port++) {
      int secondary = inside + 1 + port * each;
      functions.add(
          NewFunction.of(
              part.functions().get(1),
              new PciAddress(above.domain(), inside, port, 0),
              Optional.of(new BridgeBuses(inside, secondary, secondary + reserve.buses())),
              false));
    }
    draft.add(functions);
    draft.allocate(functions.stream().map(PciFunction::address).toList(), reserve);
    return "add %s with %d ports".formatted(part.name(), ports);
  }
}
