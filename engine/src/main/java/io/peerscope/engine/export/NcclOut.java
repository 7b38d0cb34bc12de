package io.peerscope.engine.export;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes what NCCL dumps of a machine and reads from `NCCL_TOPO_FILE` (`src/graph/xml.cc`): GPUs
/// and network devices, above each the function two levels up, and so on, below their NUMA node.
///
/// Of a switch that leaves the upstream port. Ranks, links between GPUs and names of network
/// devices are left to NCCL, which fills in what a file does not tell.
final class NcclOut implements MachineWriter {

  private static final int NO_NODE = -1;
  private static final int EXTENDED = 0xf;

  /// What stands in what: functions in functions, and the outermost ones in NUMA nodes.
  private record Nodes(
      Map<PciAddress, Set<PciAddress>> inside, Map<Integer, Set<PciAddress>> below) {

    static Nodes of(Topology topology) {
      var nodes = new Nodes(new TreeMap<>(), new TreeMap<>());
      for (PciFunction function : topology.functions()) {
        if (isWanted(function)) {
          nodes.add(function, topology);
        }
      }
      return nodes;
    }

    private void add(PciFunction leaf, Topology topology) {
      PciFunction at = leaf;
      Optional<PciFunction> above = twoLevelsUp(at, topology);
      while (above.isPresent()) {
        inside.computeIfAbsent(above.get().address(), _ -> new TreeSet<>()).add(at.address());
        at = above.get();
        above = twoLevelsUp(at, topology);
      }
      PciAddress top = at.address();
      int node = leaf.system().numaNode().ifKnown().orElse(NO_NODE);
      boolean elsewhere =
          below.entrySet().stream()
              .anyMatch(known -> known.getKey() != node && known.getValue().contains(top));
      if (!elsewhere) {
        below.computeIfAbsent(node, _ -> new TreeSet<>()).add(top);
      }
    }
  }

  private static boolean isWanted(PciFunction function) {
    return function.classCode().ifKnown().filter(code -> code.isGpu() || code.isNic()).isPresent();
  }

  /// Where the port between is not told, what is told to be above it.
  private static Optional<PciFunction> twoLevelsUp(PciFunction function, Topology topology) {
    return switch (topology.parentOf(function.address())) {
      case Parent.RootBus _ -> Optional.empty();
      case Parent.Untold(_, var somewhere) -> somewhere.flatMap(topology::find);
      case Parent.Below(var port) ->
          topology.parentOf(port) instanceof Parent.Below(var bridge)
              ? topology.find(bridge)
              : Optional.empty();
    };
  }

  @Override
  public void write(Platform platform, Writer out) throws IOException {
    Nodes nodes = Nodes.of(platform.topology());
    out.write("<system version=\"1\">\n");
    for (Map.Entry<Integer, Set<PciAddress>> node : nodes.below().entrySet()) {
      out.write("  <cpu numaid=\"%d\"%s>\n".formatted(node.getKey(), cpu(platform)));
      for (PciAddress top : node.getValue()) {
        write(top, nodes, platform.topology(), "    ", out);
      }
      out.write("  </cpu>\n");
    }
    out.write("</system>\n");
  }

  /// NCCL puts the extended family of CPUID above the family: 0x19 is 0xf and 0xa, 175.
  private static String cpu(Platform platform) {
    if (!(platform.cpu() instanceof Known<Cpu>(var cpu, _)) || !cpu.isX86()) {
      return "";
    }
    int family =
        cpu.family() <= EXTENDED ? cpu.family() : EXTENDED + ((cpu.family() - EXTENDED) << 4);
    return " arch=\"x86_64\" vendor=\"%s\" familyid=\"%d\"".formatted(cpu.vendor(), family);
  }

  private static void write(
      PciAddress address, Nodes nodes, Topology topology, String indent, Writer out)
      throws IOException {
    Set<PciAddress> inside = nodes.inside().getOrDefault(address, Set.of());
    out.append(indent).append("<pci").append(attributes(topology.at(address)));
    if (inside.isEmpty()) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    for (PciAddress each : inside) {
      write(each, nodes, topology, indent + "  ", out);
    }
    out.append(indent).append("</pci>\n");
  }

  private static String attributes(PciFunction function) {
    List<String> all = new ArrayList<>();
    all.add("busid=\"%s\"".formatted(function.address()));
    if (function.classCode() instanceof Known<ClassCode>(var code, _)
        && code.progIf().isPresent()) {
      all.add("class=\"0x%s\"".formatted(code));
    }
    if (function.id() instanceof Known<VendorDevice>(var id, _)) {
      all.add("vendor=\"0x%04x\" device=\"0x%04x\"".formatted(id.vendor(), id.device()));
    }
    Links.limit(function)
        .filter(link -> link.gigatransfers() > 0)
        .ifPresent(link ->
            all.add(
                "link_speed=\"%s GT/s PCIe\" link_width=\"%d\""
                    .formatted(speed(link), link.width())));
    return " " + String.join(" ", all);
  }

  private static String speed(Link link) {
    String number = link.speed().substring(0, link.speed().indexOf("GT/s"));
    return number.indexOf('.') < 0 ? number + ".0" : number;
  }
}
