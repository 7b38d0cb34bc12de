package io.peerscope.app.render;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What can be given away of a machine and a DMA.
public enum ExportFormat {
  SVG("svg", false, "the picture as SVG"),
  PNG("png", false, "the picture as PNG"),
  /// Of a DMA one steps it; without one it is the picture.
  HTML("html", false, "a page to step the DMA in a browser"),
  APNG("apng", true, "the way of the DMA as animated PNG"),
  JSON("json", true, "the trace of the DMA as JSON"),
  TEXT("txt", true, "text for a bug report");

  private final String ending;
  private final boolean needsVerdict;
  private final String words;

  ExportFormat(String ending, boolean needsVerdict, String words) {
    this.ending = ending;
    this.needsVerdict = needsVerdict;
    this.words = words;
  }

  /// How names of such files end, without the dot.
  public String ending() {
    return ending;
  }

  /// Whether it tells of a DMA.
  public boolean needsVerdict() {
    return needsVerdict;
  }

  /// What it is, for people.
  public String words() {
    return words;
  }

  /// By the ending of a file's name.
  public static Optional<ExportFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> lower.endsWith("." + format.ending))
        .findFirst();
  }

  /// By its word on the command line.
  public static Optional<ExportFormat> ofWord(String word) {
    return Arrays.stream(values())
        .filter(format -> format.ending.equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /// `.svg, .png, .html, .apng, .json or .txt`.
  public static String allEndings() {
    String all =
        Arrays.stream(values())
            .map(format -> "." + format.ending())
            .collect(Collectors.joining(", "));
    int comma = all.lastIndexOf(", ");
    return all.substring(0, comma) + " or " + all.substring(comma + 2);
  }
}
