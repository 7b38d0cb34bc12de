package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A matrix as one HTML page that needs nothing else; every cell has a mark beside its colour.
final class MatrixHtml {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <style>
      :root { color-scheme: light dark; }
      body { font: 14px system-ui, sans-serif; margin: 24px; }
      table { border-collapse: separate; border-spacing: 1px; font: 12px ui-monospace, monospace; }
      th { font-weight: normal; text-align: right; padding: 2px 6px; background: Canvas; }
      thead th { position: sticky; top: 0; writing-mode: vertical-rl; transform: rotate(180deg); }
      tbody th { position: sticky; left: 0; }
      td { text-align: center; padding: 2px 6px; white-space: nowrap; }
      .bus { background: #d3f0d8; color: #0f5323; }
      .through { background: #fdeebf; color: #6b4e00; }
      .no { background: #fbdada; color: #8c1212; }
      .unknown { background: #e6e2f2; color: #4f4477; }
      @media (prefers-color-scheme: dark) {
        .bus { background: #12391d; color: #8fdca4; }
        .through { background: #413205; color: #f0c95c; }
        .no { background: #471516; color: #ff9c9c; }
        .unknown { background: #2b2740; color: #bdb2e6; }
      }
      </style>
      """;

  private static final String LEGEND =
      """
      <p>Rows provide the memory, columns issue the DMA. The number is the kernel's distance.<br>
      <span class="bus">✓ BUS_ADDR: direct, by bus address</span>
      <span class="through">↷ THRU_HOST_BRIDGE: through the host bridge</span>
      <span class="no">⊘ NOT_SUPPORTED: refused</span>
      <span class="unknown">? UNDETERMINED: a fact is missing</span></p>
      """;

  private final P2pMatrix matrix;
  private final int[] rows;
  private final int[] clients;
  private final String source;

  MatrixHtml(MatrixFile.Part part, String source) {
    this.matrix = part.matrix();
    this.rows = part.rows();
    this.clients = part.columns();
    this.source = source;
  }

  void writeTo(Output output) throws IOException {
    String title = "Peer-to-peer DMA in " + escape(source);
    output.print(HEAD).println("<title>" + title + "</title>\n</head>\n<body>");
    output.println("<h1>" + title + "</h1>").print(LEGEND).println("<table>");
    writeHead(output);
    output.println("<tbody>");
    for (int row : rows) {
      writeRow(output, row);
    }
    output.println("</tbody>\n</table>\n</body>\n</html>");
  }

  private void writeHead(Output output) throws IOException {
    output.print("<thead><tr><th></th>");
    for (int client : clients) {
      output.print("<th>" + matrix.functions().get(client) + "</th>");
    }
    output.println("</tr></thead>");
  }

  private void writeRow(Output output, int row) throws IOException {
    List<PciAddress> functions = matrix.functions();
    String provider = functions.get(row).toString();
    output.print("<tr><th>" + provider + "</th>");
    for (int column : clients) {
      Optional<P2pMapType> type = matrix.typeAt(row, column);
      var distance = matrix.distanceAt(row, column);
      output
          .print("<td class=\"" + styleOf(type) + "\" title=\"")
          .print(functions.get(column) + " to " + provider + ": " + spell(type) + "\">")
          .print(markOf(type))
          .print(distance.isPresent() ? " " + distance.getAsInt() : "")
          .print("</td>");
    }
    output.println("</tr>");
  }

  private static String spell(Optional<P2pMapType> type) {
    return type.map(P2pMapType::name).orElse("UNDETERMINED");
  }

  private static String styleOf(Optional<P2pMapType> type) {
    return type.map(known ->
            switch (known) {
              case BUS_ADDR -> "bus";
              case THRU_HOST_BRIDGE -> "through";
              case NOT_SUPPORTED -> "no";
            })
        .orElse("unknown");
  }

  private static String markOf(Optional<P2pMapType> type) {
    return type.map(known ->
            switch (known) {
              case BUS_ADDR -> "✓";
              case THRU_HOST_BRIDGE -> "↷";
              case NOT_SUPPORTED -> "⊘";
            })
        .orElse("?");
  }

  private static String escape(String text) {
    return OneLine.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
