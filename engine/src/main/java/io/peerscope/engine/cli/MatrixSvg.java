package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.P2pMatrix;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A matrix as a picture: one path of squares and one of marks for each verdict, so that a large
/// one stays small; names are text.
final class MatrixSvg {

  private static final int PITCH = 22;
  private static final int CELL = 20;
  private static final int LEFT = 110;
  private static final int TOP = 110;
  private static final int LEGEND = 96;
  private static final int NARROWEST = 480;

  /// How a verdict looks.
  private enum Look {
    BUS_ADDR("direct, by bus address", "#1a7f37", "#dafbe1", "m4.5 10 4 4 7-8"),
    THRU_HOST_BRIDGE(
        "through the host bridge", "#9a6700", "#fff8c5", "m4 13c2-8 9-8 11 0m-4 0h4v-4"),
    NOT_SUPPORTED("refused", "#cf222e", "#ffebe9", "m5 5 10 10"),
    UNDETERMINED(
        "undetermined: a fact is missing",
        "#6e5494",
        "#f3eefa",
        "m7 7c0-4 6-4 6 0 0 2-3 2-3 5m0 3v.2");

    private final String words;
    private final String strong;
    private final String soft;
    private final String mark;

    Look(String words, String strong, String soft, String mark) {
      this.words = words;
      this.strong = strong;
      this.soft = soft;
      this.mark = mark;
    }

    static Look of(Optional<P2pMapType> type) {
      return type.map(known ->
              switch (known) {
                case BUS_ADDR -> BUS_ADDR;
                case THRU_HOST_BRIDGE -> THRU_HOST_BRIDGE;
                case NOT_SUPPORTED -> NOT_SUPPORTED;
              })
          .orElse(UNDETERMINED);
    }
  }

  private final P2pMatrix matrix;
  private final int[] providers;
  private final int[] clients;
  private final String source;

  MatrixSvg(MatrixFile.Part part, String source) {
    this.matrix = part.matrix();
    this.providers = part.rows();
    this.clients = part.columns();
    this.source = source;
  }

  /// Rows are clients, columns owners of the page, as in the window.
  void writeTo(Output output) throws IOException {
    int width = Math.max(NARROWEST, LEFT + providers.length * PITCH + 20);
    int height = TOP + clients.length * PITCH + LEGEND + 20;
    output.println(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">"
            .formatted(width, height, width, height));
    output.println("<title>" + escape("Peer-to-peer DMA in " + source) + "</title>");
    output.println("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    writeNames(output);
    writeCells(output);
    writeLegend(output, TOP + clients.length * PITCH + 18);
    output.println("</svg>");
  }

  private void writeNames(Output output) throws IOException {
    List<PciAddress> functions = matrix.functions();
    output.println(
        "<g font-family=\"ui-monospace, DejaVu Sans Mono, monospace\" font-size=\"11\""
            + " fill=\"#1f2328\">");
    for (int at = 0; at < clients.length; at++) {
      output.println(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
              .formatted(LEFT - 8, TOP + at * PITCH + 14, functions.get(clients[at])));
    }
    for (int at = 0; at < providers.length; at++) {
      output.println(
          "<text transform=\"translate(%d %d) rotate(-58)\">%s</text>"
              .formatted(LEFT + at * PITCH + 12, TOP - 6, functions.get(providers[at])));
    }
    output.println("</g>");
  }

  private void writeCells(Output output) throws IOException {
    Map<Look, StringBuilder> squares = new TreeMap<>();
    Map<Look, StringBuilder> marks = new TreeMap<>();
    for (int row = 0; row < clients.length; row++) {
      for (int column = 0; column < providers.length; column++) {
        if (clients[row] != providers[column]) {
          Look look = Look.of(matrix.typeAt(providers[column], clients[row]));
          String at = "M%d %d".formatted(LEFT + column * PITCH, TOP + row * PITCH);
          squares
              .computeIfAbsent(look, _ -> new StringBuilder())
              .append(at)
              .append("h%dv%dh-%dz".formatted(CELL, CELL, CELL));
          marks.computeIfAbsent(look, _ -> new StringBuilder()).append(at).append(look.mark);
        }
      }
    }
    for (Map.Entry<Look, StringBuilder> square : squares.entrySet()) {
      writePaths(output, square.getKey(), square.getValue().toString(), marks);
    }
  }

  private static void writePaths(
      Output output, Look look, String squares, Map<Look, StringBuilder> marks) throws IOException {
    output.println(
        "<path fill=\"%s\" stroke=\"%s\" stroke-width=\".7\" d=\"%s\"/>"
            .formatted(look.soft, look.strong, squares));
    output.println(
        "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" stroke-linecap=\"round\" d=\"%s\"/>"
            .formatted(look.strong, marks.getOrDefault(look, new StringBuilder())));
  }

  private void writeLegend(Output output, int top) throws IOException {
    output.println(
        "<g font-family=\"system-ui, DejaVu Sans, sans-serif\" font-size=\"12\" fill=\"#1f2328\">");
    output.println(
        "<text x=\"20\" y=\"%d\">%s</text>"
            .formatted(top, escape(source + ": rows are clients, columns the owners of the page")));
    int y = top + 10;
    for (Look look : Look.values()) {
      output.println(
          "<path fill=\"%s\" stroke=\"%s\" d=\"M20 %dh14v14h-14z\"/>"
              .formatted(look.soft, look.strong, y));
      output.println(
          "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" transform=\"translate(20 %d) scale(.7)\""
                  .formatted(look.strong, y)
              + " d=\"%s\"/>".formatted("M0 0" + look.mark));
      output.println("<text x=\"42\" y=\"%d\">%s: %s</text>".formatted(y + 11, look, look.words));
      y += 19;
    }
    output.println("</g>");
  }

  private static String escape(String text) {
    return OneLine.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
