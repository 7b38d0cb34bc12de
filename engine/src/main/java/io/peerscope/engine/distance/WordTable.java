package io.peerscope.engine.distance;

import io.peerscope.engine.fact.SourcePosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The words of all tools, read from the table that ships with the program.
public final class WordTable {

  private static final String RESOURCE = "distance-words.tsv";
  private static final int COLUMNS = 6;
  private static final List<WordRow> ROWS = load();

  private WordTable() {}

  /// All rows in the order of the table.
  public static List<WordRow> rows() {
    return ROWS;
  }

  /// The row for a relation that the tool's rule gives.
  ///
  /// @throws IllegalArgumentException when the table has none
  static WordRow row(Tool tool, Relation relation) {
    return ROWS.stream()
        .filter(row -> row.tool() == tool && row.relation() == relation)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has no word for %s".formatted(tool.spelling(), relation.spelling())));
  }

  private static List<WordRow> load() {
    InputStream stream = WordTable.class.getResourceAsStream(RESOURCE);
    if (stream == null) {
      throw new IllegalArgumentException("no table " + RESOURCE);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return rows(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<WordRow> rows(List<String> lines) {
    var rows = new ArrayList<WordRow>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line, new SourcePosition(RESOURCE, number)));
      }
    }
    return List.copyOf(rows);
  }

  private static WordRow row(String line, SourcePosition position) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "%s has %d columns instead of %d".formatted(position, columns.length, COLUMNS));
    }
    return new WordRow(
        Tool.ofSpelling(columns[0]).orElseThrow(),
        Relation.ofSpelling(columns[1]),
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        position);
  }
}
