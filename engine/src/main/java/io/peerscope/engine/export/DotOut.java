package io.peerscope.engine.export;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a graph for Graphviz: host bridges at the left, an edge from each bridge to what is below
/// it. What is not told is dashed.
final class DotOut implements MachineWriter {

  @Override
  public void write(Platform platform, Writer out) throws IOException {
    Topology topology = platform.topology();
    out.write("digraph machine {\n");
    out.write("  rankdir=LR;\n");
    out.write("  node [shape=box, fontname=\"monospace\"];\n");
    for (HostBridge hostBridge : topology.hostBridges()) {
      out.write(
          "  %s [label=%s, shape=box3d];\n"
              .formatted(root(hostBridge), quoted("host bridge\n" + hostBridge)));
    }
    for (PciFunction function : topology.functions()) {
      out.write(node(function));
    }
    for (PciFunction function : topology.functions()) {
      out.write(edge(function, topology));
    }
    out.write("}\n");
  }

  private static String root(HostBridge hostBridge) {
    return quoted("host bridge " + hostBridge);
  }

  private static String node(PciFunction function) {
    List<String> lines = new ArrayList<>();
    lines.add(function.address().toString());
    lines.add(function.kind().label());
    function.id().ifKnown().map(VendorDevice::toString).ifPresent(lines::add);
    if (!function.className().isEmpty()) {
      lines.add(function.className());
    }
    if (!function.name().isEmpty()) {
      lines.add(function.name());
    }
    String style = function.kind().isBridge() ? "" : ", style=rounded";
    return "  %s [label=%s%s];\n"
        .formatted(name(function.address()), quoted(String.join("\n", lines)), style);
  }

  private static String edge(PciFunction function, Topology topology) {
    String to = name(function.address());
    String label = label(function, topology);
    return switch (topology.parentOf(function.address())) {
      case Parent.RootBus(var bus) -> {
        Optional<HostBridge> above = topology.hostBridge(bus);
        yield above.map(bridge -> edge(root(bridge), to, label)).orElse("");
      }
      case Parent.Below(var bridge) -> edge(name(bridge), to, label);
      case Parent.Untold(_, var somewhere) ->
          somewhere
              .map(bridge ->
                  "  %s -> %s [style=dashed, label=\"somewhere below\"];\n"
                      .formatted(name(bridge), to))
              .orElse("");
    };
  }

  private static String edge(String from, String to, String label) {
    return label.isEmpty()
        ? "  %s -> %s;\n".formatted(from, to)
        : "  %s -> %s [label=%s];\n".formatted(from, to, quoted(label));
  }

  /// Buses below a bridge, the link of a function, and whose virtual function it is.
  private static String label(PciFunction function, Topology topology) {
    List<String> lines = new ArrayList<>();
    Links.current(function).map(String::valueOf).ifPresent(lines::add);
    Links.limit(function).map(limit -> "of " + limit).ifPresent(lines::add);
    BusTree.busesOf(function)
        .map(buses -> "buses %02x-%02x".formatted(buses.secondary(), buses.subordinate()))
        .ifPresent(lines::add);
    topology
        .physicalFunctionOf(function.address())
        .map(physical -> "of " + physical.shortForm())
        .ifPresent(lines::add);
    return String.join("\n", lines);
  }

  private static String name(PciAddress address) {
    return quoted(address.toString());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
