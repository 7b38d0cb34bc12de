package io.peerscope.engine.parties;

import io.peerscope.engine.fact.SourcePosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    this.rows = load(resource);
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

  private static List<Row> load(String resource) {
    InputStream stream = PartyTable.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalArgumentException("no table " + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return rows(reader.lines().toList(), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> rows(List<String> lines, String resource) {
    var rows = new ArrayList<Row>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line, new SourcePosition(resource, number)));
      }
    }
    return List.copyOf(rows);
  }

  private static Row row(String line, SourcePosition position) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "%s has %d columns instead of %d".formatted(position, columns.length, COLUMNS));
    }
    return new Row(
        columns[0],
        release(columns[1]),
        release(columns[2]),
        columns[3],
        columns[4],
        words(columns[5]),
        words(columns[6]),
        columns[7],
        columns[8],
        columns[9],
        position);
  }

  private static Optional<Release> release(String column) {
    return column.equals("-") ? Optional.empty() : Optional.of(Release.parse(column).orElseThrow());
  }

  private static List<String> words(String column) {
    return column.equals("-") ? List.of() : List.of(column.split("; ", -1));
  }
}
