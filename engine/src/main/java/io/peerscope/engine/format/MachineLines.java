package io.peerscope.engine.format;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines about the machine as a whole that people paste beside a listing: `/proc/cpuinfo`, the
/// kernel's log, `uname -a`.
final class MachineLines {

  /// More windows than any machine has.
  private static final int MOST_WINDOWS = 4096;

  /// The kernel writes it with either case in front.
  private static final String COMMAND_LINE = "ommand line: ";

  private static final Pattern CPU_VENDOR = Pattern.compile("vendor_id\\s*: *(\\S.*?)\\s*");
  private static final Pattern CPU_FAMILY = Pattern.compile("cpu family\\s*: *([0-9]{1,4})\\s*");
  private static final Pattern POWER_CPU = Pattern.compile("cpu\\s*: *(POWER[0-9]+)\\b.*");
  private static final Pattern PLATFORM = Pattern.compile("platform\\s*: *(\\S+)\\s*");
  private static final Pattern BOOT_CPU =
      Pattern.compile(".*\\bCPU0: (.*) \\(family: 0x([0-9a-fA-F]{1,4}), model: .*");
  private static final Pattern KERNEL =
      Pattern.compile(".*\\bLinux version ([0-9]+\\.[0-9]+\\S*).*");
  private static final Pattern UNAME =
      Pattern.compile("Linux \\S+ ([0-9]+\\.[0-9]+\\S*) #[0-9]+.*");
  private static final Pattern DOMAIN_TYPE =
      Pattern.compile(".*\\biommu: Default domain type: (Translated|Passthrough)\\b.*");
  private static final Pattern WINDOW =
      Pattern.compile(
          ".*\\bpci_bus ([0-9a-fA-F]{4,8}):([0-9a-fA-F]{2}): root bus resource "
              + "\\[mem 0x([0-9a-fA-F]{1,16})-0x([0-9a-fA-F]{1,16})[^\\]]*\\]"
              + "(?: \\(bus address \\[0x([0-9a-fA-F]{1,16})-0x([0-9a-fA-F]{1,16})\\]\\))?.*");

  private final Told<Cpu> cpu = new Told<>("the input does not tell the processor");
  private final Told<KernelVersion> kernel =
      new Told<>("the input does not tell the kernel version");
  private final Told<String> firmware = new Told<>("the input does not tell the platform");
  private final IommuEvidence iommu = new IommuEvidence();
  private final MemoryMap memoryMap = new MemoryMap();
  private final List<HostBridgeWindow> windows = new ArrayList<>();
  private final RemappedLines remapped = new RemappedLines();
  private final List<InboundRange> inbound = new ArrayList<>();
  private final Map<String, PciBus> hostBridgeNodes = new HashMap<>();
  private Optional<String> vendor = Optional.empty();
  private int told;

  /// Takes one line in; most say nothing about the machine.
  void read(String line, SourcePosition at) {
    if (line.startsWith("vendor_id") || line.startsWith("cpu") || line.startsWith("platform")) {
      readCpuInfo(line, at);
    } else if (line.contains("CPU0: ")) {
      readBootCpu(line, at);
    } else if (line.contains("Linux ")) {
      readKernel(line, at);
    } else if (line.contains("root bus resource [mem ")) {
      readWindow(line, at);
    } else if (line.contains(RemappedLines.WORDS)) {
      told += remapped.read(line, at) ? 1 : 0;
    }
    if (line.contains(COMMAND_LINE)) {
      readCommandLine(line, at);
    } else {
      readIommu(line, at);
    }
  }

  private void readCpuInfo(String line, SourcePosition at) {
    Matcher name = CPU_VENDOR.matcher(line);
    if (name.matches()) {
      vendor = Optional.of(name.group(1));
    }
    Matcher family = CPU_FAMILY.matcher(line);
    if (family.matches() && vendor.isPresent()) {
      told++;
      cpu.tell(new Cpu(vendor.get(), Integer.parseInt(family.group(1))), at);
    }
    Matcher power = POWER_CPU.matcher(line);
    if (power.matches()) {
      told++;
      cpu.tell(new Cpu(power.group(1), 0), at);
    }
    Matcher platform = PLATFORM.matcher(line);
    if (platform.matches()) {
      told++;
      firmware.tell(platform.group(1), at);
    }
  }

  private void readBootCpu(String line, SourcePosition at) {
    Matcher matcher = BOOT_CPU.matcher(line);
    if (matcher.matches()) {
      Optional<String> maker = vendorOf(matcher.group(1));
      if (maker.isPresent()) {
        told++;
        cpu.tell(new Cpu(maker.get(), Integer.parseInt(matcher.group(2), 16)), at);
      }
    }
  }

  private static Optional<String> vendorOf(String model) {
    if (model.contains("Intel")) {
      return Optional.of("GenuineIntel");
    }
    if (model.contains("AMD")) {
      return Optional.of("AuthenticAMD");
    }
    return model.contains("Hygon") ? Optional.of("HygonGenuine") : Optional.empty();
  }

  private void readKernel(String line, SourcePosition at) {
    Matcher log = KERNEL.matcher(line);
    Matcher uname = UNAME.matcher(line);
    Optional<KernelVersion> version =
        log.matches()
            ? KernelVersion.parse(log.group(1))
            : uname.matches() ? KernelVersion.parse(uname.group(1)) : Optional.empty();
    if (version.isPresent()) {
      told++;
      kernel.tell(version.get(), at);
    }
  }

  private void readWindow(String line, SourcePosition at) {
    Matcher matcher = WINDOW.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    var rootBus =
        new PciBus(
            Integer.parseUnsignedInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16));
    Optional<AddressRange> cpuSide = range(matcher.group(3), matcher.group(4));
    Optional<AddressRange> busSide =
        matcher.group(5) == null ? cpuSide : range(matcher.group(5), matcher.group(6));
    if (cpuSide.isPresent() && busSide.isPresent()) {
      told++;
      addWindow(new HostBridgeWindow(rootBus, cpuSide.get(), busSide.get(), at));
    }
  }

  /// Takes a window in, once.
  void addWindow(HostBridgeWindow window) {
    if (windows.size() < MOST_WINDOWS
        && windows.stream().noneMatch(known -> isSame(known, window))) {
      windows.add(window);
    }
  }

  /// Takes in what devices below a host bridge reach.
  void addInbound(InboundRange range) {
    if (inbound.size() < MOST_WINDOWS) {
      inbound.add(range);
    }
  }

  /// Takes in the processor.
  void tellCpu(Cpu told, SourcePosition at) {
    cpu.tell(told, at);
  }

  /// Takes in what the platform is, in the word of `/proc/cpuinfo`.
  void tellPlatform(String platform, SourcePosition at) {
    firmware.tell(platform, at);
  }

  /// Takes in the names of host bridges in the device tree, by which the memory map calls them.
  void nameHostBridges(Map<String, PciBus> nodes) {
    nodes.forEach(hostBridgeNodes::putIfAbsent);
  }

  private static boolean isSame(HostBridgeWindow known, HostBridgeWindow window) {
    return known.hostBridge().equals(window.hostBridge())
        && known.cpu().equals(window.cpu())
        && known.bus().equals(window.bus());
  }

  private static Optional<AddressRange> range(String first, String last) {
    long from = Long.parseUnsignedLong(first, 16);
    long to = Long.parseUnsignedLong(last, 16);
    return Long.compareUnsigned(from, to) > 0
        ? Optional.empty()
        : Optional.of(new AddressRange(from, to));
  }

  private void readCommandLine(String line, SourcePosition at) {
    iommu.readCommandLine(line.substring(line.indexOf(COMMAND_LINE) + COMMAND_LINE.length()), at);
    told++;
  }

  private void readIommu(String line, SourcePosition at) {
    Matcher type = DOMAIN_TYPE.matcher(line);
    if (line.contains("iommu: Default domain type: ") && type.matches()) {
      told++;
      iommu.tellDomainType(
          type.group(1).equals("Translated") ? IommuMode.TRANSLATED : IommuMode.PASSTHROUGH, at);
    }
    if (showsIommu(line)) {
      iommu.tellPresent();
    }
  }

  /// Whether a line shows an IOMMU at work. `DMAR: IOMMU enabled` does not: it repeats an option.
  private static boolean showsIommu(String line) {
    return line.contains("IOMMU group")
        || line.contains("Adding to iommu group")
        || line.contains("Intel(R) Virtualization Technology for Directed I/O")
        || line.contains("AMD-Vi: Found IOMMU");
  }

  /// How many lines told something about the machine.
  int told() {
    return told;
  }

  /// Whether the input shows that CPU and bus addresses differ somewhere.
  boolean showsOffsets() {
    return windows.stream().anyMatch(window -> window.offset() != 0)
        || cpu.fact().ifKnown().filter(known -> !known.isX86()).isPresent();
  }

  Platform platform(Topology topology) {
    new RootWindows(topology, cpu.fact(), hostBridgeNodes).in(memoryMap).forEach(this::addWindow);
    return new Platform(
        topology,
        cpu.fact(),
        kernel.fact(),
        iommu.fact(),
        firmware.fact(),
        windows,
        inbound,
        memoryMap.memory(),
        remapped.found());
  }

  IommuEvidence iommu() {
    return iommu;
  }

  MemoryMap memoryMap() {
    return memoryMap;
  }

  /// Takes in what `/proc/sys/kernel/osrelease` or `uname -r` says.
  void readRelease(String line, SourcePosition at) {
    KernelVersion.parse(line).ifPresent(version -> kernel.tell(version, at));
  }

  /// Takes in a line of `/proc/iomem`; false when the line is none.
  ///
  /// @param column how far it is indented
  boolean readMap(int column, String line, SourcePosition at) {
    boolean isMap = memoryMap.read(column, line, at);
    told += isMap ? 1 : 0;
    return isMap;
  }
}
