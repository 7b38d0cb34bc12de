package io.peerscope.engine.trace;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A trace as plain text for a bug report: verdict, reasons, path, registers, circumstances.
public final class BugReport {

  private final Trace trace;
  private final StringBuilder out = new StringBuilder();

  private BugReport(Trace trace) {
    this.trace = trace;
  }

  public static String of(Trace trace) {
    return new BugReport(trace).text();
  }

  private String text() {
    Trace.Question question = trace.question();
    line("%s: %s".formatted(trace.outcome().spelling().toUpperCase(Locale.ROOT), trace.summary()));
    line("");
    line("client     " + question.client());
    line("target     " + question.target());
    line("operation  %s, %d B".formatted(question.operation().spelling(), question.size()));
    question.iova().ifPresent(iova -> line("iova       " + Hex.grouped(iova.value())));
    line("page       " + page());
    line("program    " + programmed());
    line("answer by  %s (strategy %s)".formatted(trace.answeredBy(), trace.strategy()));
    writeReasons();
    writePath();
    writeRegisters();
    writeContext();
    writeRemoved();
    return out.toString();
  }

  private void line(String text) {
    out.append(text.replaceAll("\\R", " ").stripTrailing()).append('\n');
  }

  private void heading(String text) {
    line("");
    line(text);
  }

  private String page() {
    return switch (trace.page()) {
      case Trace.Page.Host _ -> "RAM";
      case Trace.Page.Unknown _ -> "unknown";
      case Trace.Page.Peer peer ->
          "%s BAR %d + %s, bus offset %s%s"
              .formatted(
                  peer.provider(),
                  peer.bar(),
                  Hex.of(peer.offset()),
                  peer.busOffset().map(Hex::grouped).orElse("?"),
                  peer.remappedNvme().map(", remapped NVMe %d"::formatted).orElse(""));
    };
  }

  private String programmed() {
    return trace.how()
        + trace
            .programmed()
            .map(given ->
                ", %s %s"
                    .formatted(
                        given.space().spelling(),
                        given.value().map(Hex::grouped).orElse("address not determined")))
            .orElse("");
  }

  private void writeReasons() {
    heading("why");
    for (Map.Entry<Gate, GateResult> gate : trace.gates().entrySet()) {
      line("  %s: %s".formatted(gate.getKey().label(), VerdictWords.resultOf(gate.getValue())));
      writeReasons(VerdictWords.reasonsOf(gate.getValue()), "    ");
    }
    for (Hazard hazard : trace.hazards()) {
      line("  hazard: %s [%s]".formatted(hazard.text(), hazard.code()));
    }
  }

  private void writeReasons(List<Reason> reasons, String indent) {
    for (Reason reason : reasons) {
      line("%s- %s [%s]".formatted(indent, reason.text(), reason.code()));
      writeReasons(reason.because(), indent + "  ");
    }
  }

  private void writePath() {
    heading("path");
    for (DmaStep step : trace.steps()) {
      line(
          "%4d  %-11s%-21s%s%s%s  (%s)"
              .formatted(
                  step.number(),
                  step.event().spelling(),
                  step.at(),
                  step.tlp().isEmpty() ? "" : step.tlp() + "  ",
                  (isNeverSent(step) ? "would be " : "") + addresses(step),
                  step.decision(),
                  step.rule()));
    }
  }

  /// Whether the step tells of a TLP that nobody sends, because no address was programmed.
  private boolean isNeverSent(DmaStep step) {
    return !step.tlp().isEmpty()
        && step.address().isPresent()
        && (trace.how().equals("error") || trace.how().equals("unknown"));
  }

  private static String addresses(DmaStep step) {
    String now = step.address().map(BugReport::spell).orElse("");
    return step.translatedTo().map(to -> now + "→ " + spell(to)).orElse(now);
  }

  private static String spell(Address address) {
    return "%s %s  ".formatted(address.space().spelling(), Hex.grouped(address.value()));
  }

  private void writeRegisters() {
    Set<Evidence> facts = new LinkedHashSet<>();
    trace.gates().values().forEach(gate -> collect(VerdictWords.reasonsOf(gate), facts));
    if (facts.isEmpty()) {
      return;
    }
    heading("registers and rows that decided");
    facts.forEach(fact ->
        line(
            "  %s %s = %s (%s)".formatted(fact.about(), fact.name(), fact.value(), fact.source())));
  }

  private static void collect(List<Reason> reasons, Set<Evidence> facts) {
    for (Reason reason : reasons) {
      facts.addAll(reason.evidence());
      collect(reason.because(), facts);
    }
  }

  private void writeContext() {
    Trace.Circumstances context = trace.context();
    heading("context");
    fact("kernel", context.kernel());
    fact("cpu", context.cpu());
    fact("iommu", context.iommu());
    fact("platform", context.platform());
    context.translators().ifPresent(places -> line("  translators  " + places));
    line("  written by   " + trace.writer());
  }

  private void fact(String name, Optional<String> value) {
    line("  %-13s%s".formatted(name, value.orElse("unknown")));
  }

  private void writeRemoved() {
    heading("removed");
    if (trace.removed().isEmpty()) {
      line("  nothing");
    }
    trace.removed().forEach(each -> line("  " + each));
  }
}
