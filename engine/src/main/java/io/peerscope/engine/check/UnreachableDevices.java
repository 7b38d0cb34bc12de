package io.peerscope.engine.check;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Every bus has a known way up to a host bridge, and every device a function 0: without it a scan
/// does not look for the others (kernel `pci_scan_slot`).
///
/// Where an input does not tell the buses of all bridges, the way may only be untold.
final class UnreachableDevices implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    Map<PciBus, List<PciAddress>> unreachable = new TreeMap<>();
    Map<PciBus, String> why = new TreeMap<>();
    for (PciFunction function : machine.topology().functions()) {
      PciAddress address = function.address();
      if (machine.topology().parentOf(address) instanceof Parent.Untold untold) {
        unreachable.computeIfAbsent(address.onBus(), _ -> new ArrayList<>()).add(address);
        why.putIfAbsent(address.onBus(), untold.why());
      }
      if (lacksFunctionZero(machine, address)) {
        report.accept(
            Finding.info(
                "no-function-0",
                "%s is not found by a scan: its device has no function 0".formatted(address),
                address));
      }
    }
    Set<Integer> vague = domainsWithUntoldBuses(machine);
    unreachable.forEach((bus, functions) ->
        report.accept(
            new Finding(
                "unreachable",
                vague.contains(bus.domain()) ? Severity.INFO : Severity.WARNING,
                "no way leads to bus %s: %s".formatted(bus, why.get(bus)),
                functions,
                List.of(),
                Optional.empty())));
  }

  private static boolean lacksFunctionZero(Machine machine, PciAddress address) {
    var first = new PciAddress(address.domain(), address.bus(), address.device(), 0);
    return machine.topology().physicalFunctionOf(address).isEmpty()
        && machine.topology().find(first).isEmpty();
  }

  private static Set<Integer> domainsWithUntoldBuses(Machine machine) {
    Set<Integer> domains = new HashSet<>();
    for (PciFunction function : machine.topology().functions()) {
      if (function.buses().ifKnown().isEmpty()) {
        domains.add(function.address().domain());
      }
    }
    return domains;
  }
}
