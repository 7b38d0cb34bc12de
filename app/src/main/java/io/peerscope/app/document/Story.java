package io.peerscope.app.document;

import io.peerscope.engine.dma.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What the comment at the head of a sample says: what it shows, and which DMA to try.
///
/// @param title the first line
/// @param text the lines after it, joined
/// @param question the pair behind `Try:`, or nothing
/// @param operation read or write
public record Story(String title, String text, Question question, Operation operation) {

  private static final int LONGEST_HEAD = 4096;
  private static final String TRY = "Try:";

  /// The story of a text that starts with `#`; empty for any other.
  public static Optional<Story> of(byte[] content) {
    var head =
        new String(
            content, 0, Math.min(content.length, LONGEST_HEAD), StandardCharsets.UTF_8);
    List<String> lines =
        head.lines()
            .takeWhile(line -> line.startsWith("#"))
            .map(line -> line.substring(1).strip())
            .toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    List<String> prose =
        lines.stream().skip(1).filter(line -> !line.startsWith(TRY)).toList();
    return Optional.of(
        tryLine(lines)
            .map(it -> new Story(lines.getFirst(), String.join(" ", prose), it.question, it.operation))
            .orElseGet(
                () ->
                    new Story(
                        lines.getFirst(),
                        String.join(" ", prose),
                        Question.nothing(),
                        Operation.WRITE)));
  }

  private record Try(Question question, Operation operation) {}

  private static Optional<Try> tryLine(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(TRY))
        .map(line -> line.substring(TRY.length()).strip())
        .findFirst()
        .flatMap(Story::parseTry);
  }

  /// Reads `CLIENT -> TARGET operation`.
  private static Optional<Try> parseTry(String text) {
    int lastBlank = text.lastIndexOf(' ');
    if (lastBlank < 0) {
      return Optional.empty();
    }
    Optional<Operation> operation = Operation.ofSpelling(text.substring(lastBlank + 1));
    String pair = operation.isPresent() ? text.substring(0, lastBlank) : text;
    return Question.parse(pair).map(it -> new Try(it, operation.orElse(Operation.WRITE)));
  }
}
