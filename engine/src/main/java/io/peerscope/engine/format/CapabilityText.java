package io.peerscope.engine.format;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.Bytes;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.PortType;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One capability while the lines below its title come in.
///
///     Capabilities: [148 v1] Access Control Services
///             ACSCap: SrcValid+ TransBlk+ …
///             ACSCtl: SrcValid+ TransBlk- …
final class CapabilityText {

  private static final String NOT_PRINTED = "lspci prints it with -vv only";
  private static final Pattern LINK =
      Pattern.compile("Speed ([0-9.]+)G[Tb]/s.*?Width x([0-9]{1,2})");
  private static final String CUT_OFF = "the line is cut off";
  private static final String EXPRESS = "Express";
  private static final String ACS = "Access Control Services";
  private static final String ARI = "Alternative Routing-ID Interpretation";
  private static final Pattern ARI_CONTROL =
      Pattern.compile("ARICtl:.*? ACS([+-]).*?Function Group: ([0-7])");
  private static final String SRIOV = "Single Root I/O Virtualization";
  private static final List<String> TITLES = List.of(EXPRESS, ACS, ARI, SRIOV);
  private static final Pattern VERSION = Pattern.compile("^\\(v[0-9]+\\) ");
  private static final Pattern PORT = Pattern.compile("Port #?([0-9]{1,3})");
  private static final Pattern VF_COUNTS =
      Pattern.compile("Total VFs: ([0-9]{1,5}), Number of VFs: ([0-9]{1,5}),");
  private static final Pattern VF_PLACES =
      Pattern.compile("VF offset: ([0-9]{1,5}), stride: ([0-9]{1,5}), Device ID: ([0-9a-fA-F]{4})");

  /// First letters of the lines that are kept; a verbose listing has ten times as many others.
  static final String KEPT_BEGIN_WITH = "ALITV";

  private final int offset;
  private final String title;
  private Fact<Link> maximum = Fact.unknown(NOT_PRINTED);
  private Fact<Link> current = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> portNumber = Fact.unknown(NOT_PRINTED);
  private final AtomicOpsText atomicOps = new AtomicOpsText();
  private Fact<Integer> ariControl = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> acsSupported = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> acsControl = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> totalVfs = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> numVfs = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> vfOffset = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> vfStride = Fact.unknown(NOT_PRINTED);
  private Fact<Integer> vfDevice = Fact.unknown(NOT_PRINTED);

  CapabilityText(int offset, String title) {
    this.offset = offset;
    this.title = title;
  }

  int offset() {
    return offset;
  }

  /// Whether the title ends too early to tell which capability it is.
  boolean isCutOff() {
    for (String whole : TITLES) {
      if (whole.length() > title.length() && whole.startsWith(title)) {
        return true;
      }
    }
    return false;
  }

  boolean isPciExpress() {
    return title.startsWith("Express ");
  }

  /// Takes one line below the title in; most say nothing that we keep.
  void read(String line, SourcePosition position) {
    if (line.isEmpty() || KEPT_BEGIN_WITH.indexOf(line.charAt(0)) < 0) {
      return;
    }
    if (line.startsWith("LnkCap:") || line.startsWith("Link: Supported")) {
      readLinkCapabilities(line, position);
    } else if (line.startsWith("LnkSta:") || line.startsWith("Link: Speed")) {
      current = link(line, position, current);
    } else if (line.startsWith("ACSCap:")) {
      acsSupported = acsWord(line, position);
    } else if (line.startsWith("ACSCtl:")) {
      acsControl = acsWord(line, position);
    } else if (line.startsWith("AtomicOpsCap:")) {
      atomicOps.readCapabilities(line, position);
    } else if (line.startsWith("AtomicOpsCtl:")) {
      atomicOps.readControl(line, position);
    } else if (line.startsWith("ARICtl:")) {
      readAriControl(line, position);
    } else if (title.startsWith(SRIOV) && line.contains("Number of VFs:")) {
      readVfCounts(line, position);
    } else if (line.startsWith("VF offset:")) {
      readVfPlaces(line, position);
    }
  }

  private void readLinkCapabilities(String line, SourcePosition position) {
    maximum = link(line, position, maximum);
    Matcher port = PORT.matcher(line);
    if (port.find()) {
      portNumber = Fact.known(Integer.parseInt(port.group(1)), position);
    }
  }

  private static Fact<Link> link(String line, SourcePosition position, Fact<Link> before) {
    Matcher matcher = LINK.matcher(line);
    return matcher.find()
        ? Fact.known(
            new Link(matcher.group(1) + "GT/s", Integer.parseInt(matcher.group(2))), position)
        : before;
  }

  /// lspci prints every bit with `+` or `-`: where one is missing, the line is not whole.
  private static Fact<Integer> acsWord(String line, SourcePosition position) {
    int word = 0;
    for (AcsControl control : AcsControl.values()) {
      if (line.contains(control.lspciName() + "+")) {
        word |= control.mask();
      } else if (!line.contains(control.lspciName() + "-")) {
        return Fact.unknown(CUT_OFF);
      }
    }
    return Fact.known(word, position);
  }

  private void readAriControl(String line, SourcePosition position) {
    Matcher control = ARI_CONTROL.matcher(line);
    if (control.find()) {
      int groups = control.group(1).equals("+") ? 2 : 0;
      ariControl = Fact.known(groups | Integer.parseInt(control.group(2)) << 4, position);
    }
  }

  private void readVfCounts(String line, SourcePosition position) {
    Matcher counts = VF_COUNTS.matcher(line);
    if (counts.find()) {
      totalVfs = Fact.known(Integer.parseInt(counts.group(1)), position);
      numVfs = Fact.known(Integer.parseInt(counts.group(2)), position);
    }
  }

  private void readVfPlaces(String line, SourcePosition position) {
    Matcher places = VF_PLACES.matcher(line);
    if (places.find()) {
      vfOffset = Fact.known(Integer.parseInt(places.group(1)), position);
      vfStride = Fact.known(Integer.parseInt(places.group(2)), position);
      vfDevice = Fact.known(Integer.parseInt(places.group(3), 16), position);
    }
  }

  /// pciutils 2.2 knew PCI Express to PCI bridges by a shorter name.
  private static Optional<PortType> portType(String words) {
    return words.startsWith("PCI/PCI-X Bridge")
        ? Optional.of(PortType.PCIE_TO_PCI_BRIDGE)
        : PortType.ofLabel(words);
  }

  /// The capability as far as its lines told it.
  Capability toCapability() {
    if (isPciExpress()) {
      String type = VERSION.matcher(title.substring("Express ".length())).replaceFirst("");
      return new PciExpress(
          offset,
          portType(type),
          title.contains("(Slot+)"),
          maximum,
          current,
          portNumber,
          atomicOps.of(title));
    }
    if (title.startsWith(ACS)) {
      return new AccessControlServices(
          offset,
          acsSupported,
          acsControl,
          Fact.<Bytes>unknown("lspci does not print it"),
          Optional.empty(),
          Fact.unknown("lspci does not print it"));
    }
    if (title.startsWith(ARI)) {
      return AlternativeRoutingId.of(offset, ariControl);
    }
    if (title.startsWith(SRIOV)) {
      return new SingleRootIov(offset, totalVfs, numVfs, vfOffset, vfStride, vfDevice);
    }
    return new UnknownCapability(offset, OptionalInt.empty(), title, Bytes.of(new byte[0]));
  }
}
