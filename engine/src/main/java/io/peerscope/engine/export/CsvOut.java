package io.peerscope.engine.export;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes a table with a line for each function in address order (RFC 4180, with `\n`).
///
/// An empty cell is unknown; `none` is known not to be there.
final class CsvOut implements MachineWriter {

  private static final int BARS = 6;
  private static final String NONE = "none";

  /// A column and what stands in it.
  private record Column(String name, Function<PciFunction, Object> cell) {}

  @Override
  public void write(Platform platform, Writer out) throws IOException {
    List<Column> columns = columns(platform.topology());
    line(columns.stream().map(Column::name).toList(), out);
    for (PciFunction function : platform.topology().functions()) {
      line(columns.stream().map(column -> column.cell().apply(function).toString()).toList(), out);
    }
  }

  private static List<Column> columns(Topology topology) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("address", PciFunction::address));
    columns.add(new Column("kind", function -> function.kind().spelling()));
    columns.add(new Column("class", function -> known(function.classCode())));
    columns.add(new Column("class_name", PciFunction::className));
    columns.add(new Column("id", function -> known(function.id())));
    columns.add(new Column("name", PciFunction::name));
    columns.add(new Column("parent", function -> parent(function, topology)));
    columns.add(
        new Column(
            "physical_function",
            function ->
                topology.physicalFunctionOf(function.address()).map(String::valueOf).orElse("")));
    columns.add(new Column("primary", function -> bus(function, BridgeBuses::primary)));
    columns.add(new Column("secondary", function -> bus(function, BridgeBuses::secondary)));
    columns.add(new Column("subordinate", function -> bus(function, BridgeBuses::subordinate)));
    columns.add(new Column("link", function -> spell(Links.current(function))));
    columns.add(new Column("link_limit", function -> spell(Links.limit(function))));
    columns.add(
        new Column("acs_capability", function -> acs(function, AccessControlServices::supported)));
    columns.add(
        new Column("acs_control", function -> acs(function, AccessControlServices::control)));
    columns.add(new Column("numa_node", function -> known(function.system().numaNode())));
    columns.add(new Column("iommu_group", function -> known(function.system().iommuGroup())));
    columns.add(new Column("driver", function -> known(function.system().driver())));
    columns.add(new Column("slot", function -> known(function.system().slot())));
    for (int index = 0; index < BARS; index++) {
      addBar(columns, index);
    }
    return columns;
  }

  private static void addBar(List<Column> columns, int index) {
    String name = "bar%d".formatted(index);
    columns.add(
        new Column(
            name,
            function ->
                bar(
                    function,
                    index,
                    bar ->
                        "%s%s %s"
                            .formatted(
                                bar.kind().label(),
                                bar.prefetchable() ? " prefetchable" : "",
                                bar.state().label()))));
    columns.add(
        new Column(name + "_bus", function -> bar(function, index, bar -> known(bar.bus()))));
    columns.add(
        new Column(name + "_cpu", function -> bar(function, index, bar -> known(bar.cpu()))));
    columns.add(
        new Column(name + "_size", function -> bar(function, index, bar -> known(bar.size()))));
  }

  private static String bar(PciFunction function, int index, Function<Bar, String> cell) {
    return function.bar(index).map(cell).orElse("");
  }

  private static String known(Fact<?> fact) {
    return fact.ifKnown().map(String::valueOf).orElse("");
  }

  private static String spell(Optional<?> thing) {
    return thing.map(String::valueOf).orElse("");
  }

  private static String parent(PciFunction function, Topology topology) {
    return switch (topology.parentOf(function.address())) {
      case Parent.RootBus(var bus) -> "root " + bus;
      case Parent.Below(var bridge) -> bridge.toString();
      case Parent.Untold(_, var somewhere) ->
          somewhere.map(bridge -> "somewhere below " + bridge).orElse("");
    };
  }

  private static String bus(PciFunction function, Function<BridgeBuses, Integer> which) {
    return function
        .buses()
        .ifKnown()
        .map(told -> told.map(buses -> Hex.padded(which.apply(buses), 2)).orElse(NONE))
        .orElse("");
  }

  private static String acs(
      PciFunction function, Function<AccessControlServices, Fact<Integer>> word) {
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .map(told ->
            told.map(acs -> word.apply(acs).ifKnown().map(bits -> Hex.of(bits)).orElse(""))
                .orElse(NONE))
        .orElse("");
  }

  private static void line(List<String> cells, Writer out) throws IOException {
    out.write(cells.stream().map(CsvOut::quoted).collect(Collectors.joining(",")));
    out.write('\n');
  }

  private static String quoted(String cell) {
    boolean needsQuotes = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n');
    return needsQuotes ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }
}
