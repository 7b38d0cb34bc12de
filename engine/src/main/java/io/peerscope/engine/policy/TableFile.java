package io.peerscope.engine.policy;

import io.peerscope.engine.fact.SourcePosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A table that ships with the program: lines of columns between tabs, and `#` comments.
final class TableFile {

  /// One line of a table.
  ///
  /// @param columns the words of the line
  /// @param position where it stands
  record Line(List<String> columns, SourcePosition position) {

    String at(int column) {
      return columns.get(column);
    }

    /// The constant of an enum that a column names in lower case with `-`.
    <E extends Enum<E>> E word(int column, Class<E> type) {
      return Enum.valueOf(type, at(column).toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  private TableFile() {}

  /// Reads a resource beside this class.
  ///
  /// @throws IllegalArgumentException when a line has another number of columns
  static List<Line> read(String resource, int columns) {
    InputStream stream = TableFile.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalArgumentException("no table " + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines(reader.lines().toList(), resource, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Line> lines(List<String> text, String resource, int columns) {
    var lines = new ArrayList<Line>();
    for (int number = 1; number <= text.size(); number++) {
      String line = text.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line(line, new SourcePosition(resource, number), columns));
      }
    }
    return List.copyOf(lines);
  }

  private static Line line(String text, SourcePosition position, int columns) {
    List<String> words = List.of(text.split("\t", -1));
    if (words.size() != columns) {
      throw new IllegalArgumentException(
          "%s has %d columns instead of %d".formatted(position, words.size(), columns));
    }
    return new Line(words, position);
  }
}
