package io.peerscope.engine.format;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of one function while its lines come in: the header line and what is indented below it.
final class Description {

  private static final String NOT_TOLD = "the listing does not tell";
  private static final Pattern BUSES =
      Pattern.compile(
          "Bus: primary=([0-9a-fA-F]{2}), secondary=([0-9a-fA-F]{2}), "
              + "subordinate=([0-9a-fA-F]{2}).*");
  private static final Pattern CAPABILITY =
      Pattern.compile("Capabilities: \\[([0-9a-fA-F]{2,3})(?: v[0-9]+)?\\] ?(.*)");

  /// First letters of the next title, and of what the kernel tells.
  private static final String BEHIND_CAPABILITIES = "CK";

  private static final Pattern NUMA_NODE = Pattern.compile("NUMA node:? ([0-9]{1,4})");
  private static final Pattern IOMMU_GROUP = Pattern.compile("IOMMU group:? ([0-9]{1,9})");

  private final SourcePosition position;
  private final HeaderLine header;
  private final List<BarLine> bars = new ArrayList<>();
  private final List<BridgeWindow> windows = new ArrayList<>();
  private final List<CapabilityText> capabilities = new ArrayList<>();
  private Optional<Fact<Optional<BridgeBuses>>> buses = Optional.empty();
  private Optional<String> listBroken = Optional.empty();
  private Fact<String> driver = Fact.unknown(NOT_TOLD + " a driver");
  private Fact<Integer> numaNode = Fact.unknown(NOT_TOLD + " a NUMA node");
  private Fact<Integer> iommuGroup = Fact.unknown(NOT_TOLD + " an IOMMU group");
  private boolean registersShown;
  private boolean kernelShown;
  private boolean capabilityBit;
  private boolean cardBus;
  private boolean deviceTree;

  Description(HeaderLine header, SourcePosition position) {
    this.header = header;
    this.position = position;
  }

  /// Takes one line below the header in; most say nothing that we keep.
  void read(String line, SourcePosition at) {
    kernelShown |= line.startsWith("Kernel ");
    if (line.startsWith("Capabilities:")) {
      readCapability(line);
    } else if (!capabilities.isEmpty() && !line.startsWith("Kernel ")) {
      capabilities.getLast().read(line, at);
    } else {
      readProperty(line, at);
    }
  }

  /// Whether no line that begins so tells anything, here behind the title of a capability.
  ///
  /// @param letter a capital
  boolean ignores(byte letter) {
    return !capabilities.isEmpty()
        && BEHIND_CAPABILITIES.indexOf(letter) < 0
        && CapabilityText.KEPT_BEGIN_WITH.indexOf(letter) < 0;
  }

  private void readCapability(String line) {
    Matcher matcher = CAPABILITY.matcher(line);
    if (line.contains("<access denied>")) {
      listBroken = Optional.of("lspci was denied access to the capabilities (run it as root)");
    } else if (line.contains("<chain broken>") || line.contains("<chain looped>")) {
      listBroken = Optional.of("lspci found the capability list broken");
    } else if (matcher.matches()) {
      addCapability(Integer.parseInt(matcher.group(1), 16), matcher.group(2));
    } else {
      listBroken = Optional.of("a line of the capability list cannot be read");
    }
  }

  private void addCapability(int offset, String title) {
    var capability = new CapabilityText(offset, title);
    capabilities.add(capability);
    if (capability.isCutOff()) {
      listBroken = Optional.of("a line of the capability list is cut off");
    }
  }

  private void readProperty(String line, SourcePosition at) {
    Optional<BarLine> bar = BarLine.parse(line, at);
    if (bar.isPresent()) {
      bars.add(bar.get());
      return;
    }
    Optional<BridgeWindow> window = WindowLine.parse(line, at);
    if (window.isPresent()) {
      windows.add(window.get());
      return;
    }
    if (line.startsWith("Flags:") || line.startsWith("Control: ")) {
      registersShown = true;
      readPlace(line, at);
    } else if (line.startsWith("Status: Cap")) {
      registersShown = true;
      capabilityBit = line.startsWith("Status: Cap+");
    } else if (line.startsWith("NUMA node:") || line.startsWith("IOMMU group:")) {
      readPlace(line, at);
    } else if (line.startsWith("Bus: ")) {
      readBuses(line, at);
    } else if (line.startsWith("Kernel driver in use: ")) {
      driver = Fact.known(line.substring(line.indexOf(": ") + 2).strip(), at);
    } else if (line.startsWith("Memory window ") || line.startsWith("I/O window ")) {
      cardBus = true;
    } else if (line.startsWith("Device tree node:")) {
      deviceTree = true;
    } else if (line.startsWith("!!! Unknown header type")) {
      listBroken = Optional.of("the header type is unknown: the function did not answer");
    }
  }

  private void readPlace(String line, SourcePosition at) {
    Matcher node = NUMA_NODE.matcher(line);
    if (line.contains("NUMA node") && node.find()) {
      numaNode = Fact.known(Integer.parseInt(node.group(1)), at);
    }
    Matcher group = IOMMU_GROUP.matcher(line);
    if (line.contains("IOMMU group") && group.find()) {
      iommuGroup = Fact.known(Integer.parseInt(group.group(1)), at);
    }
  }

  private void readBuses(String line, SourcePosition at) {
    Matcher matcher = BUSES.matcher(line);
    if (!matcher.matches()) {
      buses = Optional.of(Fact.unknown("the line with the bus numbers is cut off"));
      return;
    }
    var told =
        new BridgeBuses(
            Integer.parseInt(matcher.group(1), 16),
            Integer.parseInt(matcher.group(2), 16),
            Integer.parseInt(matcher.group(3), 16));
    buses = Optional.of(Fact.known(Optional.of(told), at));
  }

  /// The input ended without the empty line that lspci puts behind a function: unless the lines of
  /// the kernel are there, which come last, nobody knows what would have followed.
  void cutOff() {
    if (registersShown && !kernelShown && listBroken.isEmpty()) {
      listBroken = Optional.of("the input ends inside this function");
    }
  }

  SourcePosition position() {
    return position;
  }

  HeaderLine header() {
    return header;
  }

  /// Whether there is more than the header line and the names of drivers.
  boolean isVerbose() {
    return registersShown
        || buses.isPresent()
        || listBroken.isPresent()
        || !bars.isEmpty()
        || !windows.isEmpty()
        || !capabilities.isEmpty();
  }

  /// Whether the part is there that lspci prints of every function it could read.
  boolean registersShown() {
    return registersShown;
  }

  boolean isCardBus() {
    return cardBus;
  }

  boolean namesDeviceTree() {
    return deviceTree;
  }

  boolean showsExtendedSpace() {
    for (CapabilityText capability : capabilities) {
      if (capability.offset() >= 0x100) {
        return true;
      }
    }
    return false;
  }

  Optional<Fact<Optional<BridgeBuses>>> buses() {
    return buses;
  }

  /// The BARs; where `-v` prints no index they are numbered in order, as tight as their widths
  /// allow.
  List<Bar> bars() {
    var numbered = new ArrayList<Bar>();
    int next = 0;
    for (BarLine line : bars) {
      int index = line.index().orElse(next);
      if (index > 5) {
        break;
      }
      if (numbered.stream().noneMatch(bar -> bar.index() == index)) {
        numbered.add(line.toBar(index));
      }
      next = index + line.registers();
    }
    return numbered;
  }

  boolean guessesBarNumbers() {
    for (BarLine bar : bars) {
      if (bar.index().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  List<BridgeWindow> windows() {
    return Collections.unmodifiableList(windows);
  }

  List<CapabilityText> capabilities() {
    return Collections.unmodifiableList(capabilities);
  }

  boolean hasCapabilityBit() {
    return capabilityBit;
  }

  /// Why the capability list stops early, where it does.
  Optional<String> listBroken() {
    return listBroken;
  }

  Fact<String> driver() {
    return driver;
  }

  Fact<Integer> numaNode() {
    return numaNode;
  }

  Fact<Integer> iommuGroup() {
    return iommuGroup;
  }
}
