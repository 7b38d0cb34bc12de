package io.peerscope.engine.check;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.topology.PciFunction;
import java.util.Optional;
import java.util.function.Consumer;

/// A memory BAR of known size has an address, or nothing can be sent to it. Where it finds no room,
/// the window that is too small is told instead.
final class BarsWithoutAddress implements Check {

  /// Looking for room takes as long as an edit, so only so many BARs are tried.
  private static final int MOST_TRIED = 64;

  private static final class Tries {
    private int left = MOST_TRIED;
  }

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    var tries = new Tries();
    for (PciFunction function : machine.topology().functions()) {
      function.bars().stream()
          .filter(bar -> bar.kind().isMemory() && bar.state() == BarState.UNASSIGNED)
          .forEach(bar ->
              bar.size()
                  .ifKnown()
                  .filter(size -> size != 0)
                  .ifPresent(size ->
                      report.accept(
                          noRoom(machine, function, bar, tries)
                              .orElseGet(() -> withoutAddress(function, bar, size)))));
    }
  }

  private static Finding withoutAddress(PciFunction function, Bar bar, long size) {
    return Finding.warning(
            "bar-without-address",
            "BAR %d of %s (%s) has no address"
                .formatted(bar.index(), function.address(), Hex.size(size)),
            function.address())
        .fixedBy(new ReleaseBar(function.address(), bar.index()));
  }

  /// Why the BAR gets no address, where it is for want of room.
  private static Optional<Finding> noRoom(
      Machine machine, PciFunction function, Bar bar, Tries tries) {
    if (tries.left-- <= 0) {
      return Optional.empty();
    }
    var allocate = new ReleaseBar(function.address(), bar.index());
    return allocate.applyTo(machine.platform()) instanceof EditResult.Applied applied
        ? applied.findings().stream().filter(it -> it.code().equals("no-room")).findFirst()
        : Optional.empty();
  }
}
