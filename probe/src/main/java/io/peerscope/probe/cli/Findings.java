package io.peerscope.probe.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.report.Agreement;
import io.peerscope.probe.report.Comparison;
import io.peerscope.probe.report.ProbeReport;
import java.util.List;

/// Everything that a run of the command has to tell.
///
/// @param before the machine as sysfs alone tells it
/// @param reading the machine, with what the probe learnt of its registers
/// @param level the level that was asked for
/// @param report what VFIO told
/// @param comparisons predictions beside observations
/// @param needs what the next level would need
record Findings(
    Platform before,
    Reading reading,
    Level level,
    ProbeReport report,
    List<Comparison> comparisons,
    List<String> needs) {

  Findings {
    comparisons = List.copyOf(comparisons);
    needs = List.copyOf(needs);
  }

  List<BusOffset> offsets() {
    return BusOffset.of(reading.platform());
  }

  List<PciAddress> asleep() {
    return reading.platform().topology().functions().stream()
        .filter(function -> function.system().isAsleep())
        .map(PciFunction::address)
        .toList();
  }

  boolean disagree() {
    return comparisons.stream().anyMatch(one -> one.agreement() == Agreement.DISAGREE);
  }
}
