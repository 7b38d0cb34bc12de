package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds an Intel Volume Management Device with the domain it opens, and root ports in that domain.
///
/// The windows of the domain follow from the BARs of the function.
///
/// @param rootBus the root bus that the VMD function sits on
/// @param part the VMD function
/// @param port what the root ports of its domain are
/// @param ports how many, 1 to 8
public record AddVmd(PciBus rootBus, Part part, Part port, int ports) implements StructureEdit {

  private static final int FIRST_DOMAIN = 0x10000;
  private static final int MOST_PORTS = 8;

  @Override
  public String changeIn(Draft draft) {
    if (port.kind() != FunctionKind.ROOT_PORT || !part.group().equals("vmd")) {
      throw new Refusal("%s and %s make no VMD".formatted(part.name(), port.name()));
    }
    if (ports < 1 || ports > MOST_PORTS) {
      throw new Refusal(
          "a VMD domain has 1 to %d root ports here, not %d".formatted(MOST_PORTS, ports));
    }
    PciAddress vmd = AddPart.put(draft, new Place.OnRootBus(rootBus), part);
    int domain =
        draft.topology().hostBridges().stream()
            .mapToInt(bridge -> bridge.bus().domain() + 1)
            .reduce(FIRST_DOMAIN, Math::max);
    List<PciFunction> functions = new ArrayList<>();
    for (int n = 0; n < ports; n++) {
      functions.add(
          NewFunction.of(
              port.functions().getFirst(),
              new PciAddress(domain, 0, n, 0),
              Optional.of(new BridgeBuses(0, n + 1, n + 1)),
              false));
    }
    draft.add(functions);
    draft.become(
        draft
            .platform()
            .withTopology(
                draft.topology().withOpener(new PciBus(domain, 0), Origins.allocated(vmd))));
    return "add %s with domain %x".formatted(part.name(), domain);
  }
}
