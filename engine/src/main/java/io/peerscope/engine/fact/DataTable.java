package io.peerscope.engine.fact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A table of facts that ships with the program: lines of columns between tabs, and `#` comments.
public final class DataTable {

  /// One row.
  ///
  /// @param columns the words of the line
  /// @param position where it stands
  public record Row(List<String> columns, SourcePosition position) {

    public Row {
      columns = List.copyOf(columns);
    }

    public String at(int column) {
      return columns.get(column);
    }

    /// The constant of an enum that a column names in lower case with `-`.
    public <E extends Enum<E>> E word(int column, Class<E> type) {
      return Enum.valueOf(type, at(column).toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  private DataTable() {}

  /// Reads a resource beside a class.
  ///
  /// @throws IllegalArgumentException when there is none, or a line has another number of columns
  public static List<Row> read(Class<?> beside, String resource, int columns) {
    InputStream stream = beside.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalArgumentException("no table " + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return rows(reader.lines().toList(), resource, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> rows(List<String> text, String resource, int columns) {
    var rows = new ArrayList<Row>();
    for (int number = 1; number <= text.size(); number++) {
      String line = text.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line, new SourcePosition(resource, number), columns));
      }
    }
    return List.copyOf(rows);
  }

  private static Row row(String text, SourcePosition position, int columns) {
    List<String> words = List.of(text.split("\t", -1));
    if (words.size() != columns) {
      throw new IllegalArgumentException(
          "%s has %d columns instead of %d".formatted(position, words.size(), columns));
    }
    return new Row(words, position);
  }
}
