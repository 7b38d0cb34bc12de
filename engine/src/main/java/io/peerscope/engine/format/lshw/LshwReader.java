package io.peerscope.engine.format.lshw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.markup.JsonTree;
import io.peerscope.engine.format.markup.XmlElement;
import io.peerscope.engine.format.told.DeviceName;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.topology.Parent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads nodes with `businfo` `pci@…` (`core/pci.cc` of lshw).
///
/// A host bridge is node `pci` with handle `PCIBUS:0000:00`; a bridge below has the handle of the
/// bus behind it, which is its secondary bus. Where it ends, and classes, lshw does not tell.
public final class LshwReader {

  private static final Pattern BUS_INFO = Pattern.compile("pci@(\\S+)");
  private static final Pattern BUS_HANDLE =
      Pattern.compile("PCIBUS:([0-9a-fA-F]{4,8}):([0-9a-fA-F]{2})");

  /// A bus and what is above the functions on it.
  private record Above(PciBus bus, Parent parent) {}

  private final String file;
  private final Findings findings;

  private LshwReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  public static String format() {
    return "lshw";
  }

  public static boolean recognises(JsonTree json) {
    return json.objects().anyMatch(node -> node.text("businfo").startsWith("pci@"));
  }

  public static boolean recognises(XmlElement root) {
    return (root.name().equals("node") || root.name().equals("list")) && holdsFunction(root);
  }

  private static boolean holdsFunction(XmlElement element) {
    return element.textOf("businfo").startsWith("pci@")
        || element.children().stream().anyMatch(LshwReader::holdsFunction);
  }

  public static void read(JsonTree json, String file, Findings findings) {
    new LshwReader(file, findings).readAll(LshwNode.of(json));
  }

  public static void read(XmlElement root, String file, Findings findings) {
    List<LshwNode> nodes =
        root.name().equals("node")
            ? List.of(LshwNode.of(root))
            : root.all("node").map(LshwNode::of).toList();
    new LshwReader(file, findings).readAll(nodes);
  }

  private void readAll(List<LshwNode> nodes) {
    nodes.forEach(node -> readNode(node, Optional.empty()));
    findings.miss(
        "ids, classes and registers, which lshw does not print",
        "sudo lspci -Dnnvvvxxxx",
        new SourcePosition(file, 0));
  }

  private void readNode(LshwNode node, Optional<Above> above) {
    Optional<PciAddress> address = address(node);
    Optional<PciBus> below = busBelow(node);
    address.ifPresent(known -> {
      var told = new ToldFunctionBuilder(known, new SourcePosition(file, node.line()), Trust.LSHW);
      String words = (node.text("vendor") + " " + node.text("product")).strip();
      DeviceName name = DeviceName.parse(words);
      told.name(name.words()).className(node.text("description")).driver(node.text("driver"));
      above
          .filter(place -> place.bus().equals(known.onBus()))
          .ifPresent(place -> told.parent(place.parent()));
      findings.add(told.build());
    });
    Optional<Above> next = below.map(bus -> new Above(bus, parentOn(bus, address)));
    node.children().forEach(child -> readNode(child, next));
  }

  /// A node of a root bus either has no function, or that of the host bridge on the very bus.
  private static Parent parentOn(PciBus bus, Optional<PciAddress> address) {
    return address
        .filter(bridge -> !bridge.onBus().equals(bus))
        .<Parent>map(Parent.Below::new)
        .orElseGet(() -> new Parent.RootBus(bus));
  }

  private static Optional<PciAddress> address(LshwNode node) {
    Matcher matcher = BUS_INFO.matcher(node.text("businfo"));
    return matcher.matches() ? PciAddress.parse(matcher.group(1)) : Optional.empty();
  }

  private static Optional<PciBus> busBelow(LshwNode node) {
    Matcher matcher = BUS_HANDLE.matcher(node.text("handle"));
    return matcher.matches()
        ? Optional.of(
            new PciBus(
                Integer.parseUnsignedInt(matcher.group(1), 16),
                Integer.parseInt(matcher.group(2), 16)))
        : Optional.empty();
  }
}
