package io.peerscope.engine.parties;

import io.peerscope.engine.fact.DataTable;
import java.util.List;
import java.util.Optional;

/// What is documented of drivers, or of libraries: a file of rows that ships with the program.
public final class PartyTable {

  private static final int COLUMNS = 10;

  /// Drivers of the devices at both ends.
  public static final PartyTable DRIVERS = new PartyTable("driver", "drivers.tsv");

  /// Libraries that ask drivers for the DMA.
  public static final PartyTable LIBRARIES = new PartyTable("library", "libraries.tsv");

  private final String word;
  private final List<Row> rows;

  private PartyTable(String word, String resource) {
    this.word = word;
    this.rows =
        DataTable.read(PartyTable.class, resource, COLUMNS).stream().map(PartyTable::row).toList();
  }

  /// `driver` or `library`.
  public String word() {
    return word;
  }

  /// All rows in the order of the file; the first that applies decides.
  public List<Row> rows() {
    return rows;
  }

  /// Whom the table tells of, in its order.
  public List<String> names() {
    return rows.stream().map(Row::name).distinct().toList();
  }

  private static Row row(DataTable.Row line) {
    return new Row(
        line.at(0),
        release(line.at(1)),
        release(line.at(2)),
        line.at(3),
        line.at(4),
        words(line.at(5)),
        words(line.at(6)),
        line.at(7),
        line.at(8),
        line.at(9),
        line.position());
  }

  private static Optional<Release> release(String column) {
    return column.equals("-") ? Optional.empty() : Optional.of(Release.parse(column).orElseThrow());
  }

  private static List<String> words(String column) {
    return column.equals("-") ? List.of() : List.of(column.split("; ", -1));
  }
}
