package io.peerscope.app.render;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.SvgWriter;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.verdict.Verdict;
import java.util.Optional;

/// A page that holds the picture, the sentence of the verdict, and its steps as a table.
final class HtmlPage {

  private final Palette palette;
  private final String title;
  private final String svg;
  private final Optional<Verdict> verdict;
  private final StringBuilder out = new StringBuilder();

  HtmlPage(Palette palette, String title, String svg, Optional<Verdict> verdict) {
    this.palette = palette;
    this.title = title;
    this.svg = svg;
    this.verdict = verdict;
  }

  String write() {
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .append(SvgWriter.escape(title))
        .append("</title>\n<style>\nbody{margin:24px;font:14px system-ui,sans-serif;background:")
        .append(palette.of(Tone.CANVAS))
        .append(";color:")
        .append(palette.of(Tone.TEXT))
        .append("}\nsvg{max-width:100%;height:auto}\ntable{border-collapse:collapse}\n")
        .append("th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;")
        .append("border-bottom:1px solid ")
        .append(palette.of(Tone.BORDER))
        .append("}\ncode{font-family:ui-monospace,monospace}\n</style>\n</head>\n<body>\n");
    verdict.ifPresent(known -> element("p", known.outcome().spelling() + ": " + known.summary()));
    out.append(svg);
    verdict.ifPresent(this::steps);
    return out.append("</body>\n</html>\n").toString();
  }

  private void steps(Verdict known) {
    out.append("<table>\n<tr><th>#</th><th>at</th><th>event</th><th>TLP</th>")
        .append("<th>address</th><th>translated to</th><th>decision</th><th>rule</th></tr>\n");
    for (DmaStep step : known.steps()) {
      out.append("<tr>");
      element("td", Integer.toString(step.number()));
      element("td", step.at().toString());
      element("td", step.event().spelling());
      element("td", step.tlp());
      address(neverSent(known, step) ? "would be " : "", step.address());
      address("", step.translatedTo());
      element("td", step.decision());
      element("td", step.rule());
      out.append("</tr>\n");
    }
    out.append("</table>\n");
  }

  /// Whether the step tells of a TLP that nobody sends, because no address was programmed.
  private static boolean neverSent(Verdict verdict, DmaStep step) {
    return !step.tlp().isEmpty() && !(verdict.mapping() instanceof Mapping.Programmed);
  }

  private void address(String before, Optional<Address> address) {
    out.append("<td><code>");
    address.ifPresent(known ->
        out.append(before)
            .append(known.space().spelling())
            .append(' ')
            .append(Hex.grouped(known.value())));
    out.append("</code></td>");
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(SvgWriter.escape(text));
    out.append("</").append(name).append('>');
  }
}
