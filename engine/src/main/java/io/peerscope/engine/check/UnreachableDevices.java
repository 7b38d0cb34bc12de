package io.peerscope.engine.check;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.function.Consumer;

/// Every function has a known way up to a host bridge, and every device a function 0: without it a
/// scan does not look for the others (kernel `pci_scan_slot`).
final class UnreachableDevices implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    for (PciFunction function : machine.topology().functions()) {
      PciAddress address = function.address();
      if (machine.topology().parentOf(address) instanceof Parent.Untold untold) {
        report.accept(
            Finding.warning(
                "unreachable",
                "no way leads to %s: %s".formatted(address, untold.why()),
                address));
      }
      var first = new PciAddress(address.domain(), address.bus(), address.device(), 0);
      boolean virtual = machine.topology().physicalFunctionOf(address).isPresent();
      if (!virtual && machine.topology().find(first).isEmpty()) {
        report.accept(
            Finding.info(
                "no-function-0",
                "%s is not found by a scan: its device has no function 0".formatted(address),
                address));
      }
    }
  }
}
