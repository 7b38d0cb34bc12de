package io.peerscope.app.render;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What can be given away of a machine and a DMA.
public enum ExportFormat {
  SVG(List.of("svg"), false, "the picture as SVG"),
  PNG(List.of("png"), false, "the picture as PNG"),
  /// Of a DMA one steps it; without one it is the picture.
  HTML(List.of("html", "htm"), false, "a page to step the DMA in a browser"),
  APNG(List.of("apng"), true, "the way of the DMA as animated PNG"),
  JSON(List.of("json"), true, "the trace of the DMA as JSON"),
  TEXT(List.of("txt"), true, "text for a bug report");

  private final List<String> endings;
  private final boolean needsVerdict;
  private final String words;

  ExportFormat(List<String> endings, boolean needsVerdict, String words) {
    this.endings = endings;
    this.needsVerdict = needsVerdict;
    this.words = words;
  }

  /// How names of such files end, without the dot.
  public String ending() {
    return endings.getFirst();
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
        .filter(format -> format.endings.stream().anyMatch(end -> lower.endsWith("." + end)))
        .findFirst();
  }

  /// By its word on the command line.
  public static Optional<ExportFormat> ofWord(String word) {
    return Arrays.stream(values())
        .filter(format -> format.endings.contains(word.toLowerCase(Locale.ROOT)))
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
