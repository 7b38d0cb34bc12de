package io.peerscope.engine.check;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.function.Consumer;

/// A BAR is reached only where the bridge above forwards its addresses.
final class BarsInsideWindows implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    for (PciFunction function : machine.topology().functions()) {
      Optional<PciFunction> above = machine.bridgeAbove(function.address());
      if (above.isPresent()) {
        function.bars().stream()
            .filter(bar -> bar.kind().isMemory())
            .forEach(bar -> look(machine, function, bar, above.get(), report));
      }
    }
  }

  private static void look(
      Machine machine, PciFunction function, Bar bar, PciFunction above, Consumer<Finding> report) {
    Optional<AddressRange> range = machine.range(function, bar);
    if (range.isPresent() && WindowsInsideParent.escapes(range.get(), above)) {
      report.accept(
          Finding.error(
                  "bar-outside-window",
                  "BAR %d of %s (%s) is not forwarded by %s above it"
                      .formatted(bar.index(), function.address(), range.get(), above.address()),
                  function.address(),
                  above.address())
              .fixedBy(BarFix.anotherAddress(function, bar)));
    }
  }
}
