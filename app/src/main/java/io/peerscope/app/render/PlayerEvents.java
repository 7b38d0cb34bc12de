package io.peerscope.app.render;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.trace.Trace;
import java.util.Optional;

/// The steps of a trace as the event list of a page.
final class PlayerEvents {

  private final StringBuilder out;
  private final Trace trace;

  PlayerEvents(StringBuilder out, Trace trace) {
    this.out = out;
    this.trace = trace;
  }

  void write() {
    out.append("<div id=\"events\">\n<table>\n<thead><tr><th>#</th><th>event</th><th>at</th>")
        .append("<th>TLP</th><th>address</th><th>translated to</th><th>decision</th>")
        .append("<th>rule</th></tr></thead>\n<tbody>\n");
    trace.steps().forEach(this::row);
    out.append("</tbody>\n</table>\n</div>\n");
  }

  private void row(DmaStep step) {
    out.append("<tr>");
    cell("", Integer.toString(step.number()));
    cell(" class=\"word\"", step.event().spelling());
    cell(" class=\"word mono\"", step.at().toString());
    cell(" class=\"word\"", step.tlp());
    address(step.address(), isNeverSent(step));
    address(step.translatedTo(), false);
    cell("", step.decision());
    cell("", step.rule());
    out.append("</tr>\n");
  }

  /// Whether the step tells of a TLP that nobody sends, because no address was programmed.
  private boolean isNeverSent(DmaStep step) {
    return !step.tlp().isEmpty() && (trace.how().equals("error") || trace.how().equals("unknown"));
  }

  private void cell(String attributes, String text) {
    out.append("<td").append(attributes).append('>').append(PlayerPage.escape(text));
    out.append("</td>");
  }

  private void address(Optional<Address> address, boolean neverSent) {
    out.append("<td class=\"word\">");
    address.ifPresent(known -> {
      String space = known.space().spelling();
      String number = Hex.grouped(known.value());
      out.append(
          neverSent
              ? "<code>would be %s</code>".formatted(number)
              : "<code class=\"%s\">%s %s</code>".formatted(space, space, number));
    });
    out.append("</td>");
  }
}
