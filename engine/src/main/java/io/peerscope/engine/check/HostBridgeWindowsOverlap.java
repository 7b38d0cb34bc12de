package io.peerscope.engine.check;

import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.platform.HostBridgeWindow;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// No two host bridges answer at one CPU address. Bus addresses may repeat: they are unique below
/// one host bridge only.
final class HostBridgeWindowsOverlap implements Check {

  @Override
  public void look(Machine machine, Consumer<Finding> report) {
    List<HostBridgeWindow> sorted =
        machine.platform().windows().stream()
            .filter(window ->
                machine
                    .topology()
                    .hostBridge(window.hostBridge())
                    .filter(bridge -> bridge.bus().domain() < 0x10000)
                    .isPresent())
            .sorted(Comparator.comparing(window -> window.cpu().first(), Long::compareUnsigned))
            .toList();
    for (int n = 1; n < sorted.size(); n++) {
      HostBridgeWindow one = sorted.get(n - 1);
      HostBridgeWindow other = sorted.get(n);
      if (one.cpu().overlaps(other.cpu()) && !one.hostBridge().equals(other.hostBridge())) {
        report.accept(
            Finding.error(
                "host-bridge-windows-overlap",
                "host bridges %s and %s both answer at CPU address 0x%x"
                    .formatted(one.hostBridge(), other.hostBridge(), other.cpu().first())));
      }
    }
  }
}
