package io.peerscope.engine.policy;

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
import java.util.Optional;

/// A kernel's list of host bridges, read from the table that ships with the program.
///
/// @param rows in the order of the kernel's list; the first that matches decides
record HostBridgeTable(List<HostBridgeRow> rows) {

  HostBridgeTable {
    rows = List.copyOf(rows);
  }

  /// Reads a resource beside this class: columns vendor, device, flag, who, source; `#` comments.
  static HostBridgeTable load(String resource) {
    InputStream stream = HostBridgeTable.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalArgumentException("no table " + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return new HostBridgeTable(rows(reader.lines().toList(), resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<HostBridgeRow> rows(List<String> lines, String resource) {
    var rows = new ArrayList<HostBridgeRow>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line.split("\t", -1), new SourcePosition(resource, number)));
      }
    }
    return rows;
  }

  private static HostBridgeRow row(String[] columns, SourcePosition position) {
    if (columns.length != 5) {
      throw new IllegalArgumentException(
          "%s has %d columns instead of 5".formatted(position, columns.length));
    }
    var id = new VendorDevice(Integer.parseInt(columns[0], 16), Integer.parseInt(columns[1], 16));
    return new HostBridgeRow(id, columns[2].equals("REQ_SAME"), columns[3], columns[4], position);
  }

  Optional<HostBridgeRow> find(VendorDevice id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }
}
