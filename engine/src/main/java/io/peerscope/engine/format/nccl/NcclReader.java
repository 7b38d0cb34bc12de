package io.peerscope.engine.format.nccl;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.markup.XmlElement;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.topology.Parent;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `cpu` and `pci` elements (`src/graph/xml.cc` of NCCL).
///
///     <system version="1">
///       <cpu numaid="0" vendor="GenuineIntel" familyid="6">
///         <pci busid="0000:08:00.0" class="0x060400" …>      upstream port of a switch
///           <pci busid="0000:0a:00.0" class="0x030200" …/>   somewhere below it
///
/// NCCL leaves the ports between them out: root ports and downstream ports are not in the file.
public final class NcclReader {

  private static final Pattern HEX = Pattern.compile("0x([0-9a-fA-F]{1,6})");
  private static final Pattern SPEED = Pattern.compile("([0-9]{1,3})(\\.[0-9])? ?GT/s.*");
  private static final Pattern FAMILY = Pattern.compile("[0-9]{1,5}");

  /// The domain of switches that files for virtual machines invent.
  private static final int MADE_UP = 0xffff;

  /// The family field that says that there is more in the extended one.
  private static final int EXTENDED = 0xf;

  private final String file;
  private final Findings findings;

  private NcclReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  public static String format() {
    return "nccl-xml";
  }

  /// Whether an element is the outermost of such a file.
  public static boolean recognises(XmlElement root) {
    return root.name().equals("system")
        && (root.first("cpu").isPresent() || root.first("pci").isPresent());
  }

  /// Whether an element is that of a graph: rings and trees of ranks, without places.
  public static boolean isGraph(XmlElement root) {
    return root.name().equals("graphs");
  }

  public static void read(XmlElement root, String file, Findings findings) {
    new NcclReader(file, findings).readAll(root);
  }

  private void readAll(XmlElement root) {
    root.all("cpu").forEach(this::readCpu);
    root.all("pci").forEach(pci -> readPci(pci, Optional.empty(), -1));
    findings.miss(
        "root ports and downstream ports, which NCCL leaves out",
        "sudo lspci -Dnnvvvxxxx",
        new SourcePosition(file, 0));
  }

  private void readCpu(XmlElement cpu) {
    String vendor = cpu.attribute("vendor");
    String family = cpu.attribute("familyid");
    if (cpu.attribute("arch").equals("x86_64") && FAMILY.matcher(family).matches()) {
      Cpu told = new Cpu(vendor, family(Integer.parseInt(family)));
      if (told.isX86()) {
        findings.tellCpu(told, at(cpu));
      }
    }
    int node = node(cpu.attribute("numaid"));
    cpu.all("pci").forEach(pci -> readPci(pci, Optional.empty(), node));
  }

  /// NCCL writes the family field of CPUID and above it the extended family
  /// (`ncclTopoGetXmlFromCpu`): 175 is 0xf and 0xa. The family that everybody else means is their
  /// sum, here 0x19. The extended field counts beside 0xf only, so that other large numbers, which
  /// no processor gives, are taken for the family itself.
  private static int family(int told) {
    return (told & EXTENDED) == EXTENDED ? EXTENDED + (told >> 4) : told;
  }

  private static int node(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
  }

  private void readPci(XmlElement pci, Optional<PciAddress> above, int node) {
    Optional<PciAddress> address = PciAddress.parse(pci.attribute("busid"));
    if (address.isEmpty()) {
      findings.log().warning("malformed-attribute", "busid is no address of a function", at(pci));
    }
    if (address.filter(known -> known.domain() == MADE_UP).isPresent()) {
      findings
          .log()
          .info(
              "made-up-function",
              "no machine has %s; the file invents it".formatted(address.get()),
              at(pci));
    }
    Optional<Integer> code = hex(pci.attribute("class"));
    address.ifPresent(known -> {
      var told = new ToldFunctionBuilder(known, at(pci), Trust.NCCL);
      told.id(id(pci)).classCode(code.map(NcclReader::classCode)).numaNode(node);
      link(pci).ifPresent(told::linkLimit);
      above.ifPresent(bridge -> told.parent(somewhereBelow(bridge)));
      findings.add(told.build());
    });
    boolean isBridge = code.filter(c -> c >> 8 == ClassCode.PCI_BRIDGE).isPresent();
    for (XmlElement child : pci.children()) {
      if (child.name().equals("pci")) {
        readPci(child, isBridge ? address : Optional.empty(), node);
      } else {
        findings.ignore(
            "ranks, links between GPUs and network devices",
            "they are no PCI hierarchy",
            at(child));
      }
    }
  }

  private static Parent somewhereBelow(PciAddress bridge) {
    return new Parent.Untold(
        "NCCL leaves out the port between it and %s".formatted(bridge), Optional.of(bridge));
  }

  private static Optional<VendorDevice> id(XmlElement pci) {
    Optional<Integer> vendor = hex(pci.attribute("vendor"));
    Optional<Integer> device = hex(pci.attribute("device"));
    boolean told = vendor.isPresent() && device.isPresent() && vendor.get() != 0;
    return told
        ? Optional.of(new VendorDevice(vendor.get() & 0xffff, device.get() & 0xffff))
        : Optional.empty();
  }

  private static ClassCode classCode(int code) {
    return new ClassCode(code >> 8, OptionalInt.of(code & 0xff));
  }

  private static Optional<Integer> hex(String text) {
    Matcher hex = HEX.matcher(text);
    return hex.matches() ? Optional.of(Integer.parseInt(hex.group(1), 16)) : Optional.empty();
  }

  /// `32.0 GT/s PCIe` and `16`: what the link could do, as NCCL reads `max_link_speed`.
  private static Optional<Link> link(XmlElement pci) {
    Matcher speed = SPEED.matcher(pci.attribute("link_speed"));
    String width = pci.attribute("link_width");
    if (!speed.matches() || !width.matches("[0-9]{1,2}")) {
      return Optional.empty();
    }
    String fraction = speed.group(2) == null || speed.group(2).equals(".0") ? "" : speed.group(2);
    return Optional.of(new Link(speed.group(1) + fraction + "GT/s", Integer.parseInt(width)));
  }

  private SourcePosition at(XmlElement element) {
    return new SourcePosition(file, element.line());
  }
}
