package io.peerscope.probe.cli;

import io.peerscope.engine.cli.ImportTree;
import io.peerscope.engine.cli.OneLine;
import io.peerscope.engine.cli.Output;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.report.Agreement;
import io.peerscope.probe.report.Comparison;
import io.peerscope.probe.report.Learned;
import io.peerscope.probe.report.Step;
import java.io.IOException;
import java.util.List;

/// The findings for people.
///
/// @param findings what to tell
/// @param output where to
record ProbeText(Findings findings, Output output) {

  void write() throws IOException {
    new ImportTree(findings.reading()).writeTo(output);
    offsets();
    asleep();
    steps();
    learned();
    comparisons();
    section("notes", findings.report().sentences());
    section("what more would need", findings.needs());
  }

  private void section(String title, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    output.println("");
    output.println(title);
    for (String line : lines) {
      output.println("  " + OneLine.of(line));
    }
  }

  private void offsets() throws IOException {
    List<BusOffset> all = findings.offsets();
    List<BusOffset> shifted = all.stream().filter(BusOffset::isShifted).toList();
    long untold = all.stream().filter(each -> each.value().isEmpty()).count();
    long same = all.size() - shifted.size() - untold;
    output.println("");
    output.println(
        "bus addresses of %d memory BARs: %d equal the CPU's, %d are SHIFTED, %d unknown"
            .formatted(all.size(), same, shifted.size(), untold));
    for (BusOffset offset : shifted) {
      output.println("  " + offset);
    }
  }

  private void asleep() throws IOException {
    section(
        "asleep (D3cold), not woken",
        findings.asleep().stream().map(address -> address.toString()).toList());
  }

  private void steps() throws IOException {
    if (!findings.level().includes(Level.B)) {
      return;
    }
    section(
        "what was asked, level " + findings.level(),
        findings.report().steps().stream().map(ProbeText::spell).toList());
  }

  private static String spell(Step step) {
    return step.level()
        + "  "
        + step.call()
        + ": "
        + step.explanation().map(Object::toString).orElse(step.result());
  }

  private void learned() throws IOException {
    section(
        "what the kernel told",
        findings.report().learned().stream().map(ProbeText::spell).toList());
  }

  private static String spell(Learned fact) {
    return "%s  %s: %s (%s)".formatted(fact.about(), fact.name(), fact.value(), fact.source());
  }

  /// Groups that agree are counted, not listed.
  private void comparisons() throws IOException {
    List<Comparison> all = findings.comparisons();
    List<String> told =
        all.stream()
            .filter(one -> one.agreement() != Agreement.AGREE || !one.remark().isEmpty())
            .map(ProbeText::spell)
            .toList();
    long agreeing = all.stream().filter(one -> one.agreement() == Agreement.AGREE).count();
    if (all.isEmpty()) {
      return;
    }
    output.println("");
    output.println("predicted and seen: %d of %d agree".formatted(agreeing, all.size()));
    for (String line : told) {
      output.println("  " + OneLine.of(line));
    }
  }

  private static String spell(Comparison one) {
    return "%s  %s: %s; predicted %s, seen %s%s"
        .formatted(
            one.about(),
            one.what(),
            one.agreement().word(),
            one.predicted(),
            one.observed(),
            one.remark().isEmpty() ? "" : " (" + one.remark() + ")");
  }
}
