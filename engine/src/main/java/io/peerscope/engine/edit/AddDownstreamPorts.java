package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a switch more downstream ports.
///
/// @param upstream its upstream port
/// @param part which switch; its second function counts
/// @param ports how many more
/// @param reserve what each keeps free for hot-plug
public record AddDownstreamPorts(PciAddress upstream, Part part, int ports, Reserve reserve)
    implements StructureEdit {

  @Override
  public String changeIn(Draft draft) {
    if (part.kind() != FunctionKind.UPSTREAM_PORT || part.functions().size() < 2) {
      throw new Refusal("%s is no switch".formatted(part.name()));
    }
    if (ports < 1 || ports > AddSwitch.MOST_PORTS) {
      throw new Refusal(
          "1 to %d ports can be added, not %d".formatted(AddSwitch.MOST_PORTS, ports));
    }
    PlacementRules.refusal(
            draft.topology(), FunctionKind.DOWNSTREAM_PORT, new Place.Below(upstream))
        .ifPresent(sentence -> {
          throw new Refusal(sentence);
        });
    int each = 1 + reserve.buses();
    BusNumbers.Room room = new BusNumbers(draft).room(new Place.Below(upstream), ports * each);
    PciAddress above = ((Place.Below) room.place()).function();
    int inside = new BusNumbers(draft).buses(above).secondary();
    List<PciAddress> there = new ArrayList<>(draft.topology().childrenOf(above));
    List<PciFunction> functions = new ArrayList<>();
    for (int port = 0; port < ports; port++) {
      int device =
          PlacementRules.freeDevice(there, 0)
              .orElseThrow(() ->
                  new Refusal("the switch of %s already has 32 downstream ports".formatted(above)));
      var address = new PciAddress(above.domain(), inside, device, 0);
      there.add(address);
      int secondary = room.first() + port * each;
      functions.add(
          NewFunction.of(
              part.functions().get(1),
              address,
              Optional.of(new BridgeBuses(inside, secondary, secondary + reserve.buses())),
              false));
    }
    draft.add(functions);
    draft.allocate(functions.stream().map(PciFunction::address).toList(), reserve);
    return "add %d downstream ports to %s".formatted(ports, above.shortForm());
  }
}
