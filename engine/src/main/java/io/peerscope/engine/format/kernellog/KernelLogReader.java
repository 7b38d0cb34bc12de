package io.peerscope.engine.format.kernellog;

import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.topology.Parent;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lines about PCI in the kernel's log (`drivers/pci/probe.c`, `setup-bus.c`, `p2pdma.c`).
///
///     pci 0000:00:01.0: [8086:1901] type 01 class 0x060400 PCIe Root Port
///     pci 0000:00:01.0: PCI bridge to [bus 01-04]
///     pci 0000:00:01.0:   bridge window [mem 0xf6000000-0xf70fffff]
///     pci 0000:01:00.0: BAR 0 [mem 0xf6000000-0xf6ffffff 64bit pref]
///     pci 0000:01:00.0: Adding to iommu group 1
///
/// Numbers and addresses may be given out anew while the kernel starts: the last line counts.
public final class KernelLogReader implements LineReader {

  private static final int MOST_FUNCTIONS = 100_000;
  private static final String RANGE = "\\[mem 0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})([^\\]]*)\\]";
  private static final Pattern LINE =
      Pattern.compile(
          "(?:.{0,200}?[ \\]])?[A-Za-z0-9_.-]{2,40} "
              + "([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]): (.*)");
  private static final Pattern IDENTITY =
      Pattern.compile(
          "\\[([0-9a-f]{4}):([0-9a-f]{4})\\] type ([0-9a-f]{2}) class 0x([0-9a-f]{6})\\b.*");
  private static final Pattern BUSES =
      Pattern.compile("PCI bridge to \\[bus ([0-9a-f]{2})(?:-([0-9a-f]{2}))?\\].*");
  private static final Pattern BAR =
      Pattern.compile("(?:reg 0x([0-9a-f]{2})|BAR ([0-5])(?: |: assigned )):? ?" + RANGE + ".*");
  private static final Pattern GROUP = Pattern.compile("Adding to iommu group ([0-9]{1,9})");
  private static final Pattern ROOT_BUS =
      Pattern.compile(
          ".*\\b(?:PCI host bridge to bus|pci_bus) ([0-9a-f]{4,8}):([0-9a-f]{2})"
              + "(?:: root bus resource .*)?");
  private static final Pattern SAYING =
      Pattern.compile(
          ".*(?:peer-to-peer DMA|p2pdma|ACS redirect|disable_acs_redir|PCH root port ACS"
              + "|ACS control|acs_override).*");

  private final Findings findings;
  private final SortedMap<PciAddress, Entry> entries = new TreeMap<>();
  private final Set<PciBus> rootBuses = new HashSet<>();
  private final Map<Integer, BitSet> busesBelow = new HashMap<>();

  /// What the log says of one function so far.
  private static final class Entry {
    private final SourcePosition position;
    private final SortedMap<Integer, Bar> bars = new TreeMap<>();
    private final SortedMap<WindowKind, BridgeWindow> windows = new TreeMap<>();
    private Optional<VendorDevice> id = Optional.empty();
    private Optional<ClassCode> classCode = Optional.empty();
    private Optional<int[]> buses = Optional.empty();
    private OptionalInt group = OptionalInt.empty();
    private boolean isGeneral;

    Entry(SourcePosition position) {
      this.position = position;
    }
  }

  public KernelLogReader(Findings findings) {
    this.findings = findings;
  }

  @Override
  public String format() {
    return "kernel-log";
  }

  @Override
  public boolean read(TextLine line) {
    String text = line.text();
    if (text.contains("pci_bus ") || text.contains("PCI host bridge to bus ")) {
      readRootBus(text);
      return false;
    }
    if (text.indexOf('.') < 0 || !text.contains(": ")) {
      return false;
    }
    Matcher matcher = LINE.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    Optional<PciAddress> address = PciAddress.parse(matcher.group(1));
    return address.isPresent() && readFunction(address.get(), matcher.group(2), line);
  }

  private void readRootBus(String text) {
    Matcher root = ROOT_BUS.matcher(text);
    if (root.matches()) {
      rootBuses.add(
          new PciBus(
              Integer.parseUnsignedInt(root.group(1), 16), Integer.parseInt(root.group(2), 16)));
    }
  }

  /// Lines about IOMMU groups also tell that there is an IOMMU, so they are not kept from others.
  private boolean readFunction(PciAddress address, String text, TextLine line) {
    Matcher group = GROUP.matcher(text);
    if (group.matches()) {
      entry(address, line)
          .ifPresent(entry -> entry.group = OptionalInt.of(Integer.parseInt(group.group(1))));
      return false;
    }
    return readIdentity(address, text, line)
        || readBuses(address, text, line)
        || readWindow(address, text, line)
        || readBar(address, text, line)
        || readSaying(address, text, line);
  }

  private Optional<Entry> entry(PciAddress address, TextLine line) {
    if (entries.size() >= MOST_FUNCTIONS && !entries.containsKey(address)) {
      return Optional.empty();
    }
    return Optional.of(entries.computeIfAbsent(address, _ -> new Entry(line.position())));
  }

  private boolean readIdentity(PciAddress address, String text, TextLine line) {
    Matcher matcher = IDENTITY.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    entry(address, line)
        .ifPresent(entry -> {
          entry.id =
              Optional.of(
                  new VendorDevice(
                      Integer.parseInt(matcher.group(1), 16),
                      Integer.parseInt(matcher.group(2), 16)));
          int code = Integer.parseInt(matcher.group(4), 16);
          entry.classCode = Optional.of(new ClassCode(code >> 8, OptionalInt.of(code & 0xff)));
          entry.isGeneral = matcher.group(3).equals("00");
        });
    return true;
  }

  private boolean readBuses(PciAddress address, String text, TextLine line) {
    Matcher matcher = BUSES.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int first = Integer.parseInt(matcher.group(1), 16);
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2), 16);
    entry(address, line).ifPresent(entry -> entry.buses = Optional.of(new int[] {first, last}));
    return true;
  }

  private boolean readWindow(PciAddress address, String text, TextLine line) {
    Optional<LoggedWindow> window = LoggedWindow.parse(text, line.position());
    window.ifPresent(
        logged -> entry(address, line).ifPresent(entry -> logged.putInto(entry.windows)));
    return window.isPresent();
  }

  private boolean readBar(PciAddress address, String text, TextLine line) {
    Matcher matcher = BAR.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int index =
        matcher.group(1) == null
            ? Integer.parseInt(matcher.group(2))
            : (Integer.parseInt(matcher.group(1), 16) - 0x10) / 4;
    long first = Long.parseUnsignedLong(matcher.group(3), 16);
    long last = Long.parseUnsignedLong(matcher.group(4), 16);
    boolean isBar = index >= 0 && index <= 5 && Long.compareUnsigned(first, last) < 0;
    if (isBar) {
      boolean wide = matcher.group(5).contains("64bit");
      boolean isSet = first != 0;
      var bar =
          new Bar(
              index,
              wide ? BarKind.MEMORY_64 : BarKind.MEMORY_32,
              matcher.group(5).contains("pref"),
              Fact.unknown("the log shows CPU addresses"),
              isSet
                  ? Fact.known(new HostPhysicalAddress(first), line.position())
                  : Fact.unknown("the log shows no address yet"),
              Fact.known(last - first + 1, line.position()),
              isSet ? BarState.ASSIGNED : BarState.UNASSIGNED);
      entry(address, line).ifPresent(entry -> entry.bars.put(index, bar));
    }
    return true;
  }

  private boolean readSaying(PciAddress address, String text, TextLine line) {
    if (!SAYING.matcher(text).matches()) {
      return false;
    }
    entry(address, line);
    findings.log().info("kernel-said", address + ": " + text, line.position());
    return true;
  }

  private boolean isBelowABridge(PciAddress address) {
    return busesBelow.computeIfAbsent(address.domain(), this::busesBelow).get(address.bus());
  }

  private BitSet busesBelow(int domain) {
    var below = new BitSet();
    entries.forEach((bridge, entry) -> {
      if (bridge.domain() == domain) {
        entry.buses.ifPresent(buses -> below.set(buses[0], Math.max(buses[0], buses[1]) + 1));
      }
    });
    return below;
  }

  @Override
  public void end() {
    entries.forEach((address, entry) -> {
      var told = new ToldFunctionBuilder(address, entry.position, Trust.KERNEL_LOG);
      told.id(entry.id).classCode(entry.classCode);
      entry.buses.ifPresent(buses -> told.buses(buses[0], buses[1]));
      if (entry.isGeneral) {
        told.noBuses();
      }
      entry.bars.values().forEach(told::bar);
      told.windows(List.copyOf(entry.windows.values()));
      entry.group.ifPresent(told::iommuGroup);
      if (rootBuses.contains(address.onBus())) {
        told.parent(new Parent.RootBus(address.onBus()));
      } else if (address.bus() != 0 && !isBelowABridge(address)) {
        told.parent(
            new Parent.Untold(
                "the log does not show what leads to bus " + address.onBus(), Optional.empty()));
      }
      findings.add(told.build());
    });
  }
}
