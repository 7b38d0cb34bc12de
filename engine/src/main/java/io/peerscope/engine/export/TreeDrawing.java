package io.peerscope.engine.export;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Draws a machine as `lspci -t` does.
///
///     -[0000:00]-+-00.0
///                \-02.0-[01-04]----00.0-[02-04]--+-00.0-[03]----00.0
///                                                \-01.0-[04]----00.0
///
/// lspci cuts lines at 255 or 1023 characters; here they stay whole.
final class TreeDrawing {

  /// How the roots are drawn.
  enum Style {
    /// pciutils up to 3.9: one tree, which has a root bus 0000:00 in any case.
    ONE_TREE,
    /// pciutils from 3.10 on: one tree for each domain.
    ONE_PER_DOMAIN
  }

  private final Writer out;
  private final BusTree tree;
  private final StringBuilder line = new StringBuilder();

  private TreeDrawing(BusTree tree, Writer out) {
    this.tree = tree;
    this.out = out;
  }

  /// @param functions in address order
  static void draw(Collection<PciFunction> functions, Style style, Writer out) throws IOException {
    var drawing = new TreeDrawing(new BusTree(functions), out);
    Map<PciBus, List<PciFunction>> roots = drawing.tree.roots();
    if (style == Style.ONE_TREE) {
      Map<PciBus, List<PciFunction>> withFirst = new LinkedHashMap<>();
      withFirst.put(new PciBus(0, 0), List.of());
      withFirst.putAll(roots);
      drawing.root(withFirst);
      return;
    }
    Map<Integer, Map<PciBus, List<PciFunction>>> domains = new TreeMap<>(Integer::compareUnsigned);
    roots.forEach((bus, on) ->
        domains.computeIfAbsent(bus.domain(), _ -> new LinkedHashMap<>()).put(bus, on));
    for (Map<PciBus, List<PciFunction>> domain : domains.values()) {
      drawing.root(domain);
    }
  }

  private void root(Map<PciBus, List<PciFunction>> buses) throws IOException {
    line.setLength(0);
    line.append('-');
    if (buses.size() == 1) {
      var only = buses.entrySet().iterator().next();
      line.append('[').append(only.getKey()).append("]-");
      bus(only.getValue());
    } else {
      several(buses);
    }
  }

  private void several(Map<PciBus, List<PciFunction>> buses) throws IOException {
    int column = line.length();
    int left = buses.size();
    for (Map.Entry<PciBus, List<PciFunction>> bus : buses.entrySet()) {
      line.setLength(column);
      line.append(--left == 0 ? "\\-[" : "+-[").append(bus.getKey()).append("]-");
      bus(bus.getValue());
    }
  }

  private void bus(List<PciFunction> functions) throws IOException {
    if (functions.isEmpty()) {
      endLine();
    } else if (functions.size() == 1) {
      line.append("--");
      function(functions.getFirst());
    } else {
      int column = line.length();
      int left = functions.size();
      for (PciFunction function : functions) {
        line.setLength(column);
        line.append(--left == 0 ? "\\-" : "+-");
        function(function);
      }
    }
  }

  private void function(PciFunction function) throws IOException {
    line.append(Hex.padded(function.address().device(), 2))
        .append('.')
        .append(function.address().function());
    Optional<BridgeBuses> buses = BusTree.busesOf(function);
    if (buses.isEmpty()) {
      endLine();
      return;
    }
    line.append(spell(buses.get())).append('-');
    Map<PciBus, List<PciFunction>> below = tree.below(function.address());
    if (below.size() == 1) {
      bus(below.values().iterator().next());
    } else {
      several(below);
    }
  }

  /// `-[03]-`, `-[03-05]-`, or `-` for a bridge that is not configured.
  private static String spell(BridgeBuses buses) {
    if (buses.secondary() == 0) {
      return "-";
    }
    String first = Hex.padded(buses.secondary(), 2);
    return buses.secondary() == buses.subordinate()
        ? "-[%s]-".formatted(first)
        : "-[%s-%s]-".formatted(first, Hex.padded(buses.subordinate(), 2));
  }

  /// What goes on below stays as a bar, the rest becomes blank.
  private void endLine() throws IOException {
    out.append(line).append('\n');
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      line.setCharAt(at, c == '+' || c == '|' ? '|' : ' ');
    }
  }
}
