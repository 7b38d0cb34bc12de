package io.peerscope.engine.isolation;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.SourcePosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One row of a table about devices that ships with the program.
///
/// @param vendor vendor id
/// @param firstDevice lowest device id
/// @param lastDevice highest device id
/// @param columns what follows the ids
/// @param position the line of the table
record TableRow(
    int vendor, int firstDevice, int lastDevice, List<String> columns, SourcePosition position) {

  private static final int IDS = 2;

  TableRow {
    columns = List.copyOf(columns);
  }

  /// Reads a resource beside this class: vendor, device (`any`, one, or `first-last`), more
  /// columns; tabs between, `#` comments.
  static List<TableRow> load(String resource, int columnCount) {
    InputStream stream = TableRow.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalArgumentException("no table " + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return rows(reader.lines().toList(), resource, columnCount);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<TableRow> rows(List<String> lines, String resource, int columnCount) {
    var rows = new ArrayList<TableRow>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line, new SourcePosition(resource, number), columnCount));
      }
    }
    return rows;
  }

  private static TableRow row(String line, SourcePosition position, int columnCount) {
    List<String> columns = List.of(line.split("\t", -1));
    if (columns.size() != columnCount) {
      throw new IllegalArgumentException(
          "%s has %d columns instead of %d".formatted(position, columns.size(), columnCount));
    }
    String devices = columns.get(1).equals("any") ? "0000-ffff" : columns.get(1);
    String[] ends = devices.split("-", -1);
    return new TableRow(
        Integer.parseInt(columns.getFirst(), 16),
        Integer.parseInt(ends[0], 16),
        Integer.parseInt(ends[ends.length - 1], 16),
        columns.subList(IDS, columnCount),
        position);
  }

  boolean isAbout(VendorDevice id) {
    return id.vendor() == vendor && id.device() >= firstDevice && id.device() <= lastDevice;
  }
}
