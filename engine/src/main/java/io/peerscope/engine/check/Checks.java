package io.peerscope.engine.check;

import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All checks.
public final class Checks {

  private static final List<Check> ALL =
      List.of(
          new BusRanges(),
          new UnreachableDevices(),
          new DeviceCounts(),
          new HostBridgeWindowsOverlap(),
          new WindowsInsideParent(),
          new WindowsOverlap(),
          new BarsInsideWindows(),
          new BarsOverlap(),
          new BarAlignment(),
          new BarsWithoutAddress(),
          new MemoryBehindBars(),
          new AcsBits(),
          new LinkWidths());

  private Checks() {}

  /// What a user should look at, the worst first.
  public static List<Finding> of(Platform platform) {
    List<Finding> findings = new ArrayList<>();
    var machine = new Machine(platform);
    ALL.forEach(check -> check.look(machine, findings::add));
    findings.sort(Comparator.comparing(Finding::severity));
    return List.copyOf(findings);
  }
}
