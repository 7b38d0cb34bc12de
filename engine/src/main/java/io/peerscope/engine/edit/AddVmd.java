package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds an Intel Volume Management Device with the domain it opens, and root ports in that domain.
///
/// The windows of the domain are the BARs 2 and 4 of the function; the first 8 KiB of BAR 4 are its
/// own (`vmd_enable_domain`, `drivers/pci/controller/vmd.c`, 6.1).
///
/// @param rootBus the root bus that the VMD function sits on
/// @param part the VMD function
/// @param port what the root ports of its domain are
/// @param ports how many, 1 to 8
public record AddVmd(PciBus rootBus, Part part, Part port, int ports) implements StructureEdit {

  private static final int FIRST_DOMAIN = 0x10000;
  private static final int MOST_PORTS = 8;
  private static final int MEMBAR1 = 2;
  private static final int MEMBAR2 = 4;
  private static final long OWN = 0x2000;

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
    List<HostBridgeWindow> windows = new ArrayList<>(draft.platform().windows());
    var bus = new PciBus(domain, 0);
    window(draft.at(vmd), MEMBAR1, 0, bus).ifPresent(windows::add);
    window(draft.at(vmd), MEMBAR2, OWN, bus).ifPresent(windows::add);
    draft.become(draft.platform().withWindows(windows));
    return "add %s with domain %x".formatted(part.name(), domain);
  }

  private static Optional<HostBridgeWindow> window(
      PciFunction vmd, int index, long skip, PciBus bus) {
    return vmd.bar(index)
        .filter(Bar::hasMemoryAddress)
        .flatMap(
            bar -> bar.bus().ifKnown().map(BusAddress::value).map(start -> range(bar, start, skip)))
        .map(range -> new HostBridgeWindow(bus, range, range, Origins.ALLOCATED));
  }

  private static AddressRange range(Bar bar, long start, long skip) {
    return AddressRange.ofSize(start + skip, bar.size().ifKnown().orElseThrow() - skip);
  }
}
