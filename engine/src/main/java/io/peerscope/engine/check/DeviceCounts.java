package io.peerscope.engine.check;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.function.Consumer;

/// A link has one device, number 0; kernels do not look for others (`only_one_child`,
/// `drivers/pci/probe.c`). With ARI what looks like device numbers are function numbers.
final class DeviceCounts implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    machine
        .bridges()
        .filter(DeviceCounts::isLink)
        .forEach(port -> {
          List<PciFunction> others =
              machine.below(port).stream()
                  .filter(function -> function.address().device() != 0)
                  .toList();
          if (!others.isEmpty() && !mayHaveAri(machine.below(port))) {
            PciAddress second = others.getFirst().address();
            report.accept(
                Finding.warning(
                    "second-device",
                    "%s is a second device below %s, and a link has one"
                        .formatted(second, port.address()),
                    second,
                    port.address()));
          }
        });
  }

  private static boolean isLink(PciFunction bridge) {
    return switch (bridge.kind()) {
      case ROOT_PORT, DOWNSTREAM_PORT -> true;
      default -> false;
    };
  }

  /// Function 0 tells; an extended list that is not complete may hide it.
  private static boolean mayHaveAri(List<PciFunction> below) {
    return below.stream()
        .filter(function -> function.address().devfn() == 0)
        .allMatch(function ->
            function.capabilities().extendedMissing().isPresent()
                || function
                    .capabilities()
                    .alternativeRoutingId()
                    .ifKnown()
                    .flatMap(known -> known)
                    .isPresent());
  }
}
