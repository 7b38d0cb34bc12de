package io.peerscope.engine.policy;

import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.platform.KernelVersion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A list of host bridges, read from the table that ships with the program.
///
/// @param rows in the order of the kernel's list; the first that matches decides
public record HostBridgeTable(List<HostBridgeRow> rows) {

  private static final int COLUMNS = 8;

  public HostBridgeTable {
    rows = List.copyOf(rows);
  }

  /// The rows of all kernels.
  static HostBridgeTable load() {
    return new HostBridgeTable(
        DataTable.read(HostBridgeTable.class, "linux-host-bridges.tsv", COLUMNS).stream()
            .map(HostBridgeTable::row)
            .toList());
  }

  private static HostBridgeRow row(DataTable.Row line) {
    return new HostBridgeRow(
        Integer.parseInt(line.at(0), 16),
        line.at(1).equals("*")
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(line.at(1), 16)),
        line.at(2).equals("REQ_SAME"),
        KernelVersion.parse(line.at(3)).orElseThrow(),
        KernelVersion.parse(line.at(4)),
        line.at(5),
        line.at(6),
        line.at(7),
        line.position());
  }

  /// The rows that one kernel has.
  HostBridgeTable of(KernelVersion kernel) {
    return new HostBridgeTable(rows.stream().filter(row -> row.isIn(kernel)).toList());
  }

  /// The row that decides about a root device.
  public Optional<HostBridgeRow> find(VendorDevice id) {
    return rows.stream().filter(row -> row.matches(id)).findFirst();
  }
}
