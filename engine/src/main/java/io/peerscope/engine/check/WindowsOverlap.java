package io.peerscope.engine.check;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.Renumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// No two bridges on a bus claim the same address.
final class WindowsOverlap implements Check {

  private record Open(PciAddress bridge, AddressRange range) {}

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    Map<PciBus, List<Open>> byBus = new HashMap<>();
    machine
        .bridges()
        .filter(bridge -> !Machine.passesTheRest(bridge))
        .forEach(bridge ->
            WindowsInsideParent.windows(bridge)
                .forEach(range ->
                    byBus
                        .computeIfAbsent(bridge.address().onBus(), _ -> new ArrayList<>())
                        .add(new Open(bridge.address(), range))));
    byBus.values().forEach(windows -> overlaps(machine, windows, report));
  }

  private static void overlaps(Machine machine, List<Open> windows, Consumer<Finding> report) {
    List<Open> sorted =
        windows.stream()
            .sorted(Comparator.comparing(window -> window.range().first(), Long::compareUnsigned))
            .toList();
    for (int n = 1; n < sorted.size(); n++) {
      Open one = sorted.get(n - 1);
      Open other = sorted.get(n);
      if (one.range().overlaps(other.range()) && !one.bridge().equals(other.bridge())) {
        Finding finding =
            Finding.error(
                "windows-overlap",
                "%s and %s both forward address 0x%x"
                    .formatted(one.bridge(), other.bridge(), other.range().first()),
                one.bridge(),
                other.bridge());
        report.accept(
            machine
                .rootBus(one.bridge())
                .map(bus -> finding.fixedBy(new Renumber(bus)))
                .orElse(finding));
      }
    }
  }
}
