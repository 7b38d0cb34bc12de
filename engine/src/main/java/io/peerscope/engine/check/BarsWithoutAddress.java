package io.peerscope.engine.check;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.topology.PciFunction;
import java.util.function.Consumer;

/// A memory BAR of known size has an address, or nothing can be sent to it.
final class BarsWithoutAddress implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    for (PciFunction function : machine.topology().functions()) {
      function.bars().stream()
          .filter(bar -> bar.kind().isMemory() && bar.state() == BarState.UNASSIGNED)
          .forEach(bar ->
              bar.size()
                  .ifKnown()
                  .filter(size -> size != 0)
                  .ifPresent(size ->
                      report.accept(
                          Finding.warning(
                                  "bar-without-address",
                                  "BAR %d of %s (%s) has no address"
                                      .formatted(bar.index(), function.address(), Hex.size(size)),
                                  function.address())
                              .fixedBy(new ReleaseBar(function.address(), bar.index())))));
    }
  }
}
