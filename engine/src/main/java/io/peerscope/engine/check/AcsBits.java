package io.peerscope.engine.check;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.SetAcsBit;
import io.peerscope.engine.edit.SetAcsSupport;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.function.Consumer;

/// ACS is where the specification puts it, and no control bit is set that the capability lacks
/// (PCIe 6.12, 7.7.11): on root ports and downstream ports, and on functions of multi-function
/// devices and of SR-IOV devices, which have neither Source Validation nor Translation Blocking.
final class AcsBits implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    for (PciFunction function : machine.topology().functions()) {
      function
          .capabilities()
          .acs()
          .ifKnown()
          .flatMap(known -> known)
          .ifPresent(acs -> look(function, acs, report));
    }
  }

  private static void look(
      PciFunction function, AccessControlServices acs, Consumer<Finding> report) {
    if (isNeverWithAcs(function.kind())) {
      report.accept(
          Finding.warning(
                  "acs-where-none-can-be",
                  "%s (%s) has an ACS capability, which such a function cannot have"
                      .formatted(function.address(), function.kind().label()),
                  function.address())
              .fixedBy(
                  new SetAcsSupport(
                      function.address(), Fact.known(Optional.empty(), new EditedByHand()))));
      return;
    }
    for (AcsControl bit : AcsControl.values()) {
      boolean lacking = acs.supported().ifKnown().filter(word -> !bit.isSetIn(word)).isPresent();
      boolean set = acs.control().ifKnown().filter(bit::isSetIn).isPresent();
      if (lacking && set) {
        report.accept(
            Finding.warning(
                    "acs-bit-without-capability",
                    "ACSCtl.%s of %s is set, but ACSCap says that the function has no such control"
                        .formatted(bit.lspciName(), function.address()),
                    function.address())
                .fixedBy(new SetAcsBit(function.address(), bit, false)));
      }
    }
    if (!isPort(function.kind())) {
      portsOnly(function, acs, AcsControl.SOURCE_VALIDATION, report);
      portsOnly(function, acs, AcsControl.TRANSLATION_BLOCKING, report);
    }
  }

  private static void portsOnly(
      PciFunction function, AccessControlServices acs, AcsControl bit, Consumer<Finding> report) {
    if (acs.supported().ifKnown().filter(bit::isSetIn).isPresent()) {
      report.accept(
          Finding.info(
              "acs-bit-of-ports",
              "ACSCap.%s of %s is set, which only root ports and downstream ports should have"
                  .formatted(bit.lspciName(), function.address()),
              function.address()));
    }
  }

  private static boolean isPort(FunctionKind kind) {
    return switch (kind) {
      case ROOT_PORT, DOWNSTREAM_PORT, BRIDGE, FUNCTION -> true;
      default -> false;
    };
  }

  private static boolean isNeverWithAcs(FunctionKind kind) {
    return switch (kind) {
      case PCIE_TO_PCI_BRIDGE, RC_EVENT_COLLECTOR, PCI_BRIDGE, CARDBUS_BRIDGE, PCI_DEVICE -> true;
      default -> false;
    };
  }
}
