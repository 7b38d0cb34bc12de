package io.peerscope.engine.check;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.LackOfRoom;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.topology.PciFunction;
import java.util.List;
import java.util.function.Consumer;

/// A memory BAR of known size has an address, or nothing can be sent to it. Where it finds no room,
/// the window that is too small is told instead.
final class BarsWithoutAddress implements Check {

  /// Looking for room takes as long as an edit, so only so many functions are tried.
  private static final int MOST_TRIED = 64;

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    var lack = new LackOfRoom(machine.platform());
    int tries = 0;
    for (PciFunction function : machine.topology().functions()) {
      List<Bar> waiting = function.bars().stream().filter(BarsWithoutAddress::isWaiting).toList();
      if (!waiting.isEmpty()) {
        List<Finding> lacking = tries++ < MOST_TRIED ? noRoom(lack, function) : List.of();
        lacking.forEach(report);
        waiting.stream()
            .filter(bar -> lacking.stream().noneMatch(finding -> isAbout(finding, function, bar)))
            .forEach(bar -> report.accept(withoutAddress(function, bar)));
      }
    }
  }

  private static boolean isWaiting(Bar bar) {
    return bar.kind().isMemory()
        && bar.state() == BarState.UNASSIGNED
        && bar.size().ifKnown().filter(size -> size != 0).isPresent();
  }

  /// Why BARs get no address, where it is for want of room.
  private static List<Finding> noRoom(LackOfRoom lack, PciFunction function) {
    return lack.of(function.address()).stream()
        .filter(finding -> finding.code().equals("no-room"))
        .toList();
  }

  private static boolean isAbout(Finding finding, PciFunction function, Bar bar) {
    return finding.sentence().contains("BAR %d of %s (".formatted(bar.index(), function.address()));
  }

  private static Finding withoutAddress(PciFunction function, Bar bar) {
    return Finding.warning(
            "bar-without-address",
            "BAR %d of %s (%s) has no address"
                .formatted(
                    bar.index(), function.address(), Hex.size(bar.size().ifKnown().orElseThrow())),
            function.address())
        .fixedBy(new ReleaseBar(function.address(), bar.index()));
  }
}
