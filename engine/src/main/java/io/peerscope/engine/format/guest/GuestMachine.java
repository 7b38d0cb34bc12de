package io.peerscope.engine.format.guest;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.guest.GuestModels.Role;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunction;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.topology.Parent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Gives the devices of a virtual machine the addresses that its firmware will.
///
/// Bus numbers go depth first in the order of device and function numbers, as SeaBIOS
/// (`pci_bios_init_bus_rec`) gives them; an expander starts at its own number.
final class GuestMachine {

  static final String ROOT = "pcie.0";

  private static final int LAST_BUS = 0xff;

  private final Map<String, List<GuestDevice>> byBus = new HashMap<>();
  private final List<ToldFunction> functions = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();
  private final Findings findings;
  private int next;

  GuestMachine(List<GuestDevice> devices, Findings findings) {
    this.findings = findings;
    devices.forEach(
        device -> byBus.computeIfAbsent(device.bus(), _ -> new ArrayList<>()).add(device));
  }

  /// Hands the functions over.
  ///
  /// @param at where the machine is defined
  void tell(SourcePosition at) {
    List<GuestDevice> expanders =
        byBus.values().stream()
            .flatMap(List::stream)
            .filter(device -> device.rootBus().isPresent())
            .sorted(Comparator.comparingInt(device -> device.rootBus().orElse(0)))
            .toList();
    next = 1;
    place(ROOT, 0, Optional.empty(), false);
    for (GuestDevice expander : expanders) {
      int number = expander.rootBus().orElse(0);
      if (number >= next && number <= LAST_BUS) {
        next = number + 1;
        place(expander.id(), number, Optional.empty(), false);
      }
    }
    findings.addGuest(functions, at);
  }

  private void place(String bus, int number, Optional<PciAddress> bridge, boolean isPort) {
    if (!visited.add(bus)) {
      return;
    }
    for (GuestDevice device : placed(byBus.getOrDefault(bus, List.of()), isPort)) {
      place(device, number, bridge);
    }
  }

  /// Those with a number, in the order in which firmware finds them.
  private List<GuestDevice> placed(List<GuestDevice> devices, boolean isPort) {
    var placed = new ArrayList<GuestDevice>();
    for (GuestDevice device : devices) {
      if (device.devfn().isPresent()) {
        placed.add(device);
      } else if (isPort) {
        placed.add(device.at(0));
      } else {
        findings
            .log()
            .warning(
                "guest-slot-untold",
                "the virtual machine chooses a slot for %s; it is left out"
                    .formatted(device.model()),
                device.position());
      }
    }
    placed.sort(Comparator.comparingInt(device -> device.devfn().orElse(0)));
    return placed;
  }

  private void place(GuestDevice device, int number, Optional<PciAddress> bridge) {
    PciAddress address = PciAddress.of(new PciBus(0, number), device.devfn().orElse(0));
    var told = new ToldFunctionBuilder(address, device.position(), Trust.GUEST_DEFINITION);
    GuestModels.of(device.model())
        .ifPresent(model ->
            told.id(Optional.of(model.id()))
                .classCode(Optional.of(new ClassCode(model.classCode(), OptionalInt.empty()))));
    told.name(device.model());
    told.parent(
        bridge.<Parent>map(Parent.Below::new).orElseGet(() -> new Parent.RootBus(address.onBus())));
    Role role = GuestModels.role(device.model());
    boolean isBridge = role == Role.PORT || role == Role.BUS;
    if (isBridge && next <= LAST_BUS) {
      int secondary = next++;
      place(device.id(), secondary, Optional.of(address), role == Role.PORT);
      told.buses(secondary, next - 1);
    }
    functions.add(told.build());
  }
}
