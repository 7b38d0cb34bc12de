package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.dma.StrategyCard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The answers of all strategies to one question, side by side; mainline's is the first.
final class StrategyComparison {

  private static final int COLUMNS = 6;

  private final String question;
  private final List<String> heads;
  private final List<StrategyRow> rows;

  /// @param question what was asked, in words
  /// @param heads what the columns `how`, `address` and `answeredBy` are called
  StrategyComparison(String question, List<String> heads, List<StrategyRow> rows) {
    this.question = question;
    this.heads = heads;
    this.rows = rows;
  }

  boolean allAgree() {
    return rows.stream().allMatch(rows.getFirst()::agreesWith);
  }

  void writeText(Output output) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("strategy", "verdict", heads.get(0), heads.get(1), heads.get(2), "reason"));
    rows.forEach(row -> lines.add(cells(row)));
    output.println(OneLine.of(question)).println("");
    for (List<String> line : lines) {
      output.println(padded(line, lines));
    }
    output.println("").println("* not as mainline").println("").println("who is asked");
    for (StrategyCard card : StrategyCard.all()) {
      output.println(
          "  %s: %s [%s]".formatted(card.name().spelling(), card.asked(), card.source()));
    }
  }

  private List<String> cells(StrategyRow row) {
    String mark = row.agreesWith(rows.getFirst()) ? "" : " *";
    return List.of(
        row.strategy(),
        row.outcome().spelling() + mark,
        row.how(),
        row.address(),
        row.answeredBy(),
        row.code());
  }

  private static String padded(List<String> line, List<List<String>> all) {
    var text = new StringBuilder();
    for (int column = 0; column < COLUMNS - 1; column++) {
      int at = column;
      int width = all.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
      String cell = line.get(column);
      text.append(cell).append(" ".repeat(width - cell.length() + 2));
    }
    return text.append(line.getLast()).toString();
  }

  void writeJson(Output output) throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeStringField("question", question);
      json.writeArrayFieldStart("strategies");
      for (StrategyRow row : rows) {
        json.writeStartObject();
        json.writeStringField("strategy", row.strategy());
        json.writeStringField("verdict", row.outcome().spelling());
        json.writeStringField(key(heads.get(0)), row.how());
        json.writeStringField(key(heads.get(1)), row.address());
        json.writeStringField(key(heads.get(2)), row.answeredBy());
        json.writeStringField("code", row.code());
        json.writeBooleanField("asMainline", row.agreesWith(rows.getFirst()));
        json.writeStringField("summary", row.summary());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    output.write('\n');
  }

  /// `answered by` becomes `answeredBy`.
  private static String key(String head) {
    int blank = head.indexOf(' ');
    return blank < 0
        ? head
        : head.substring(0, blank)
            + Character.toUpperCase(head.charAt(blank + 1))
            + head.substring(blank + 2);
  }
}
