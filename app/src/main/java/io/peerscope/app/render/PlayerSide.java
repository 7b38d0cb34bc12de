package io.peerscope.app.render;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.trace.Trace;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands beside the picture on a page: gates, reasons, page and circumstances.
final class PlayerSide {

  private final StringBuilder out;
  private final Trace trace;

  PlayerSide(StringBuilder out, Trace trace) {
    this.out = out;
    this.trace = trace;
  }

  void write() {
    out.append("<aside>\n<section><h2>Five gates</h2>\n<ul class=\"gates\">\n");
    trace.gates().forEach(this::gate);
    out.append("</ul></section>\n");
    why();
    out.append("<section><h2>The DMA</h2>\n<dl>");
    Trace.Question question = trace.question();
    term("client", question.client().toString());
    term("target", question.target().toString());
    term("operation", "%s, %d B".formatted(question.operation().spelling(), question.size()));
    question.iova().ifPresent(iova -> term("IOVA", Hex.grouped(iova.value())));
    term("programmed", programmed());
    term("answer by", trace.answeredBy());
    out.append("</dl></section>\n<section><h2>Context</h2>\n<dl>");
    Trace.Circumstances context = trace.context();
    fact("Linux", context.kernel());
    fact("CPU", context.cpu());
    fact("IOMMU", context.iommu());
    fact("platform", context.platform());
    context.translators().ifPresent(places -> term("translators", places));
    out.append("</dl></section>\n</aside>\n");
  }

  private void gate(Gate gate, GateResult result) {
    String word = VerdictWords.resultOf(result);
    out.append(
        "<li><span class=\"%s\"></span><b>%s</b><span>%s</span></li>\n"
            .formatted(word, gate.label(), word.replace('-', ' ')));
  }

  private void why() {
    out.append("<section><h2>Why</h2>\n<ul class=\"why\">");
    for (Map.Entry<Gate, GateResult> gate : trace.gates().entrySet()) {
      reasons(VerdictWords.reasonsOf(gate.getValue()));
    }
    for (Hazard hazard : trace.hazards()) {
      out.append("<li>Hazard: ").append(PlayerPage.escape(hazard.text())).append("</li>");
    }
    out.append("</ul></section>\n");
  }

  private void reasons(List<Reason> reasons) {
    for (Reason reason : reasons) {
      out.append("<li>").append(PlayerPage.escape(reason.text()));
      facts(reason.evidence());
      if (!reason.because().isEmpty()) {
        out.append("<ul>");
        reasons(reason.because());
        out.append("</ul>");
      }
      out.append("</li>");
    }
  }

  /// Registers and rows fold away, so that the reasons can be read in one go.
  private void facts(List<Evidence> facts) {
    if (facts.isEmpty()) {
      return;
    }
    out.append("<details><summary>")
        .append(facts.size() == 1 ? "1 fact" : facts.size() + " facts")
        .append("</summary><ul>");
    facts.forEach(this::evidence);
    out.append("</ul></details>");
  }

  private void evidence(Evidence fact) {
    out.append("<li class=\"fact mono\">")
        .append(
            PlayerPage.escape(
                "%s %s = %s (%s)"
                    .formatted(fact.about(), fact.name(), fact.value(), fact.source())))
        .append("</li>");
  }

  private String programmed() {
    return trace
        .programmed()
        .map(given ->
            "%s %s"
                .formatted(
                    given.space().spelling(),
                    given.value().map(Hex::grouped).orElse("address not determined")))
        .orElse("nothing");
  }

  private void fact(String name, Optional<String> value) {
    term(name, value.orElse("unknown"));
  }

  private void term(String name, String value) {
    out.append("<dt>%s</dt><dd class=\"mono\">%s</dd>".formatted(name, PlayerPage.escape(value)));
  }
}
