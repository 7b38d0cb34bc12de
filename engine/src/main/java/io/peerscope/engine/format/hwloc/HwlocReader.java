package io.peerscope.engine.format.hwloc;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.markup.XmlElement;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.topology.Parent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `Bridge` and `PCIDev` objects (`hwloc2.dtd`).
///
///     <object type="Bridge" bridge_type="0-1" bridge_pci="0000:[17-19]">        host bridge
///       <object type="Bridge" bridge_type="1-1" bridge_pci="0000:[18-18]" pci_busid="0000:17:00.0"
///               pci_type="0604 [8086:2030] [8086:0000] 07">
///         <object type="PCIDev" pci_busid="0000:18:00.0" pci_type="0302 [10de:1eb8] …">
///
/// hwloc leaves functions out that it finds unimportant, unless it is asked for all.
public final class HwlocReader {

  private static final Pattern BUSES =
      Pattern.compile("([0-9a-fA-F]{4,8}):\\[([0-9a-fA-F]{2})-([0-9a-fA-F]{2})\\]");
  private static final Pattern TYPE =
      Pattern.compile(
          "([0-9a-fA-F]{4}) \\[([0-9a-fA-F]{4}):([0-9a-fA-F]{4})\\]"
              + "(?: \\[[0-9a-fA-F]{4}:[0-9a-fA-F]{4}\\])?(?: [0-9a-fA-F]{2})?"
              + "(?: ([0-9a-fA-F]{2}))?");
  private static final Pattern NODE_SET = Pattern.compile("0x[0-9a-fA-F]{1,8}");
  private static final Pattern POWER = Pattern.compile("(POWER[0-9]+)\\b.*");

  private final String file;
  private final Findings findings;
  private int functions;
  private int unimportant;
  private int numaNodes;

  private HwlocReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  public static String format() {
    return "hwloc-xml";
  }

  /// Whether an element is the outermost of such a file.
  public static boolean recognises(XmlElement root) {
    return root.name().equals("topology") && root.first("object").isPresent();
  }

  public static void read(XmlElement root, String file, Findings findings) {
    new HwlocReader(file, findings).readAll(root);
  }

  private void readAll(XmlElement root) {
    numaNodes = countNodes(root);
    readBelow(root, Optional.empty(), OptionalInt.empty());
    var whole = new SourcePosition(file, 0);
    if (unimportant == 0) {
      findings.miss(
          functions == 0 ? "PCI functions" : "functions that hwloc finds unimportant",
          "lstopo --whole-io machine.xml",
          whole);
    }
  }

  private static int countNodes(XmlElement element) {
    int count = element.attribute("type").equals("NUMANode") ? 1 : 0;
    for (XmlElement child : element.children()) {
      count += countNodes(child);
    }
    return count;
  }

  private void readBelow(XmlElement element, Optional<PciBus> rootBus, OptionalInt node) {
    OptionalInt here = nodeOf(element).isPresent() ? nodeOf(element) : node;
    for (XmlElement child : element.children()) {
      switch (child.name()) {
        case "object" -> readObject(child, rootBus, here);
        case "info" -> readInfo(element, child);
        default -> {}
      }
    }
  }

  private void readObject(XmlElement object, Optional<PciBus> rootBus, OptionalInt node) {
    Optional<PciBus> below = Optional.empty();
    switch (object.attribute("type")) {
      case "Bridge" -> below = readBridge(object, rootBus, node);
      case "PCIDev" -> readFunction(object, rootBus, node).ifPresent(this::add);
      case "OSDev" ->
          findings.ignore(
              "names of network, block and GPU devices",
              "a function is known by its address",
              at(object));
      default -> {}
    }
    readBelow(object, below, node);
  }

  /// Gives the root bus, of a host bridge.
  private Optional<PciBus> readBridge(
      XmlElement object, Optional<PciBus> rootBus, OptionalInt node) {
    Matcher buses = BUSES.matcher(object.attribute("bridge_pci"));
    if (!buses.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(buses.group(2), 16);
    if (object.attribute("bridge_type").startsWith("0-")) {
      return Optional.of(new PciBus(Integer.parseUnsignedInt(buses.group(1), 16), first));
    }
    readFunction(object, rootBus, node)
        .ifPresent(told -> add(told.buses(first, Integer.parseInt(buses.group(3), 16))));
    return Optional.empty();
  }

  private Optional<ToldFunctionBuilder> readFunction(
      XmlElement object, Optional<PciBus> rootBus, OptionalInt node) {
    Optional<PciAddress> address = PciAddress.parse(object.attribute("pci_busid"));
    if (address.isEmpty()) {
      findings
          .log()
          .warning("malformed-attribute", "pci_busid is no address of a function", at(object));
      return Optional.empty();
    }
    var told = new ToldFunctionBuilder(address.get(), at(object), Trust.HWLOC);
    readType(object.attribute("pci_type"), told);
    rootBus
        .filter(address.get().onBus()::equals)
        .ifPresent(bus -> told.parent(new Parent.RootBus(bus)));
    if (node.isPresent() && numaNodes > 1) {
      told.numaNode(node.getAsInt());
    }
    Map<String, String> infos = new HashMap<>();
    object.all("info").forEach(i -> infos.putIfAbsent(i.attribute("name"), i.attribute("value")));
    String name = infos.getOrDefault("PCIVendor", "") + " " + infos.getOrDefault("PCIDevice", "");
    told.name(name.strip()).slot(infos.getOrDefault("PCISlot", ""));
    return Optional.of(told);
  }

  private void readType(String text, ToldFunctionBuilder told) {
    Matcher type = TYPE.matcher(text.strip());
    if (!type.matches()) {
      return;
    }
    int code = Integer.parseInt(type.group(1), 16);
    OptionalInt progIf =
        type.group(4) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(type.group(4), 16));
    told.classCode(Optional.of(new ClassCode(code, progIf)));
    told.id(
        Optional.of(
            new VendorDevice(
                Integer.parseInt(type.group(2), 16), Integer.parseInt(type.group(3), 16))));
    unimportant += isUnimportant(code) ? 1 : 0;
  }

  /// What `HWLOC_TYPE_FILTER_KEEP_IMPORTANT` leaves out: bridges to other buses, system
  /// peripherals.
  private static boolean isUnimportant(int code) {
    return code != ClassCode.PCI_BRIDGE && (code >> 8 == 0x06 || code >> 8 == 0x08);
  }

  private void add(ToldFunctionBuilder told) {
    functions++;
    findings.add(told.build());
  }

  /// The one NUMA node that an object is local to.
  private static OptionalInt nodeOf(XmlElement object) {
    String set = object.attribute("nodeset");
    if (!NODE_SET.matcher(set).matches()) {
      return OptionalInt.empty();
    }
    int bits = Integer.parseUnsignedInt(set.substring(2), 16);
    return Integer.bitCount(bits) == 1
        ? OptionalInt.of(Integer.numberOfTrailingZeros(bits))
        : OptionalInt.empty();
  }

  private void readInfo(XmlElement object, XmlElement info) {
    String value = info.attribute("value");
    switch (info.attribute("name")) {
      case "OSRelease" -> findings.tellKernel(value, at(info));
      case "CPUVendor" ->
          object
              .all("info")
              .filter(other -> other.attribute("name").equals("CPUFamilyNumber"))
              .map(other -> other.attribute("value"))
              .filter(family -> family.matches("[0-9]{1,5}"))
              .findFirst()
              .ifPresent(
                  family -> findings.tellCpu(new Cpu(value, Integer.parseInt(family)), at(info)));
      case "CPUModel" -> {
        Matcher power = POWER.matcher(value);
        if (power.matches()) {
          findings.tellCpu(new Cpu(power.group(1), 0), at(info));
        }
      }
      default -> {}
    }
  }

  private SourcePosition at(XmlElement element) {
    return new SourcePosition(file, element.line());
  }
}
