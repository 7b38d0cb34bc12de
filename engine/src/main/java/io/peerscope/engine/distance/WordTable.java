package io.peerscope.engine.distance;

import io.peerscope.engine.fact.DataTable;
import java.util.List;

/// The words of all tools, read from the table that ships with the program.
public final class WordTable {

  private static final int COLUMNS = 6;
  private static final List<WordRow> ROWS =
      DataTable.read(WordTable.class, "distance-words.tsv", COLUMNS).stream()
          .map(WordTable::row)
          .toList();

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

  private static WordRow row(DataTable.Row line) {
    return new WordRow(
        Tool.ofSpelling(line.at(0)).orElseThrow(),
        Relation.ofSpelling(line.at(1)),
        line.at(2),
        line.at(3),
        line.at(4),
        line.at(5),
        line.position());
  }
}
