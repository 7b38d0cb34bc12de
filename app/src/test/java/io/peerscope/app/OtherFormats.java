package io.peerscope.app;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.HostBridge;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a hierarchy for other programs that draw one: hwloc's lstopo, and dot of Graphviz.
final class OtherFormats {

  private static final String MACHINE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE topology SYSTEM "hwloc2.dtd">
      <topology version="2.0">
      <object type="Machine" os_index="0" cpuset="0x1" complete_cpuset="0x1" allowed_cpuset="0x1" \
      nodeset="0x1" complete_nodeset="0x1" allowed_nodeset="0x1" gp_index="1">
      <object type="NUMANode" os_index="0" cpuset="0x1" complete_cpuset="0x1" nodeset="0x1" \
      complete_nodeset="0x1" gp_index="2" local_memory="1073741824"/>
      <object type="PU" os_index="0" cpuset="0x1" complete_cpuset="0x1" nodeset="0x1" \
      complete_nodeset="0x1" gp_index="3"/>
      """;

  private final Topology topology;
  private final StringBuilder xml = new StringBuilder(MACHINE);
  private final StringBuilder dot = new StringBuilder("digraph machine {\nrankdir=LR;\n");
  private int number = 3;

  private OtherFormats(Topology topology) {
    this.topology = topology;
  }

  static void write(Topology topology, Path folder) throws IOException {
    var formats = new OtherFormats(topology);
    topology.hostBridges().forEach(formats::add);
    Files.writeString(folder.resolve("hwloc.xml"), formats.xml + "</object>\n</topology>\n");
    Files.writeString(folder.resolve("machine.dot"), formats.dot + "}\n");
  }

  private void add(HostBridge bridge) {
    xml.append(
        "<object type=\"Bridge\" gp_index=\"%d\" bridge_type=\"0-1\" depth=\"0\" bridge_pci=\"%04x:[00-ff]\">%n"
            .formatted(++number, bridge.bus().domain()));
    dot.append("\"%s\";%n".formatted(bridge.bus()));
    addAll(bridge.functions(), bridge.bus().toString(), 1);
    xml.append("</object>\n");
  }

  private void addAll(List<PciAddress> functions, String above, int depth) {
    for (PciAddress address : functions) {
      PciFunction function = topology.at(address);
      dot.append("\"%s\" -> \"%s\";%n".formatted(above, address));
      String type =
          "%04x [10de:2331] [0000:0000] 00"
              .formatted(function.classCode().ifKnown().map(it -> it.baseAndSub()).orElse(0x0200));
      if (function.kind().isBridge()) {
        int bus = function.secondaryBus().orElse(0);
        int last =
            function.buses().ifKnown().flatMap(it -> it).map(it -> it.subordinate()).orElse(bus);
        xml.append(
            "<object type=\"Bridge\" gp_index=\"%d\" bridge_type=\"1-1\" depth=\"%d\" bridge_pci=\"%04x:[%02x-%02x]\" pci_busid=\"%s\" pci_type=\"%s\" pci_link_speed=\"0.0\">%n"
                .formatted(++number, depth, address.domain(), bus, last, address, type));
        addAll(topology.childrenOf(address), address.toString(), depth + 1);
        xml.append("</object>\n");
      } else {
        xml.append(
            "<object type=\"PCIDev\" gp_index=\"%d\" pci_busid=\"%s\" pci_type=\"%s\" pci_link_speed=\"0.0\"/>%n"
                .formatted(++number, address, type));
      }
    }
  }
}
