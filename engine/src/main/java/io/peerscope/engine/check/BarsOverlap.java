package io.peerscope.engine.check;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// No two BARs below one host bridge decode the same address. A BAR that is switched off decodes
/// nothing.
final class BarsOverlap implements Check {

  private record Used(PciFunction function, Bar bar, AddressRange range) {
    private PciAddress address() {
      return function.address();
    }
  }

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    Map<PciBus, List<Used>> below = new HashMap<>();
    for (PciFunction function : machine.topology().functions()) {
      machine
          .rootBus(function.address())
          .ifPresent(bus ->
              function.bars().stream()
                  .filter(bar -> bar.kind().isMemory() && bar.state() == BarState.ASSIGNED)
                  .forEach(bar ->
                      machine
                          .range(function, bar)
                          .ifPresent(range ->
                              below
                                  .computeIfAbsent(bus, _ -> new ArrayList<>())
                                  .add(new Used(function, bar, range)))));
    }
    below.values().forEach(used -> overlaps(used, report));
  }

  private static void overlaps(List<Used> used, Consumer<Finding> report) {
    List<Used> sorted =
        used.stream()
            .sorted(Comparator.comparing(each -> each.range().first(), Long::compareUnsigned))
            .toList();
    for (int n = 1; n < sorted.size(); n++) {
      Used one = sorted.get(n - 1);
      Used other = sorted.get(n);
      if (one.range().overlaps(other.range())) {
        report.accept(
            Finding.error(
                    "bars-overlap",
                    "BAR %d of %s and BAR %d of %s both answer at 0x%x"
                        .formatted(
                            one.bar().index(),
                            one.address(),
                            other.bar().index(),
                            other.address(),
                            other.range().first()),
                    one.address(),
                    other.address())
                .fixedBy(BarFix.anotherAddress(other.function(), other.bar())));
      }
    }
  }
}
