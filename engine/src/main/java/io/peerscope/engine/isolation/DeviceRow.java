package io.peerscope.engine.isolation;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.SourcePosition;
import java.util.List;

/// One row of a table about devices that ships with the program; its first columns are ids.
///
/// @param vendor vendor id
/// @param firstDevice lowest device id
/// @param lastDevice highest device id
/// @param columns what follows the ids
/// @param position the line of the table
record DeviceRow(
    int vendor, int firstDevice, int lastDevice, List<String> columns, SourcePosition position) {

  private static final int IDS = 2;

  DeviceRow {
    columns = List.copyOf(columns);
  }

  /// Reads a resource beside this class: vendor, device (`any`, one, or `first-last`), more
  /// columns.
  static List<DeviceRow> load(String resource, int columnCount) {
    return DataTable.read(DeviceRow.class, resource, columnCount).stream()
        .map(DeviceRow::of)
        .toList();
  }

  private static DeviceRow of(DataTable.Row row) {
    List<String> columns = row.columns();
    String devices = columns.get(1).equals("any") ? "0000-ffff" : columns.get(1);
    String[] ends = devices.split("-", -1);
    return new DeviceRow(
        Integer.parseInt(columns.getFirst(), 16),
        Integer.parseInt(ends[0], 16),
        Integer.parseInt(ends[ends.length - 1], 16),
        columns.subList(IDS, columns.size()),
        row.position());
  }

  boolean isAbout(VendorDevice id) {
    return id.vendor() == vendor && id.device() >= firstDevice && id.device() <= lastDevice;
  }
}
