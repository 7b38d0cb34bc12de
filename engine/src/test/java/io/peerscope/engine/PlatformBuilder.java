package io.peerscope.engine;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Bytes;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.KnownBits;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.RemappedNvme;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.TopologyBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Draws a machine in a test: `aPlatform().rootPort("00:01.0", 1).endpoint("01:00.0").build()`.
///
/// Every endpoint gets a BAR 0 of 1 MiB, and every bridge a prefetchable window around what is
/// below it. Addresses are short for domain 0.
public final class PlatformBuilder {

  private static final Origin TEST = new SourcePosition("test.txt", 1);
  private static final long BAR_SIZE = 1 << 20;

  private static final class Draft {
    FunctionKind kind;
    Fact<VendorDevice> id = Fact.known(new VendorDevice(0x8086, 0x1234), TEST);
    int secondary;
    Fact<Optional<Integer>> acs = Fact.known(Optional.empty(), TEST);
    int acsSupported = 0x5f;
    boolean headerTold = true;
    int virtualFunctions;
    int virtualOffset = 1;
    Optional<byte[]> egressVector = Optional.empty();
    Optional<Integer> portNumber = Optional.empty();
    Optional<String> atomics = Optional.empty();
    Optional<Integer> ari = Optional.empty();
    int knownAcsBits = 0xffff;
    boolean windowsTold = true;
    boolean barSizeTold = true;
    boolean capabilitiesTold = true;
    BarKind barKind = BarKind.MEMORY_64;
    BarState barState = BarState.ASSIGNED;
    long cpuBar;
    long bar;
    long secondBar;
    long dmaMask;
    Fact<Integer> numaNode = Fact.unknown("not told");
    Fact<ClassCode> classCode = Fact.unknown("not told");

    Draft(FunctionKind kind) {
      this.kind = kind;
    }
  }

  private final SortedMap<PciAddress, Draft> drafts = new TreeMap<>();
  private final List<HostBridgeWindow> windows = new ArrayList<>();
  private final List<InboundRange> inbound = new ArrayList<>();
  private final List<MemoryRange> memory = new ArrayList<>();
  private final List<RemappedNvme> remapped = new ArrayList<>();
  private Fact<Cpu> cpu = given(new Cpu("GenuineIntel", 6));
  private Fact<KernelVersion> kernel = given(new KernelVersion(6, 1));
  private Fact<IommuMode> iommu = given(IommuMode.OFF);
  private Fact<String> firmware = Fact.unknown("not told");
  private long nextBar = 0x2000_0000_0000L;

  public static PlatformBuilder aPlatform() {
    return new PlatformBuilder();
  }

  private static <T> Fact<T> given(T value) {
    return Fact.known(value, new GivenByOption("--test"));
  }

  public static PciAddress at(String address) {
    return PciAddress.parse(address).orElseThrow();
  }

  public PlatformBuilder function(String address, FunctionKind kind) {
    drafts.put(at(address), new Draft(kind));
    return this;
  }

  public PlatformBuilder bridge(String address, FunctionKind kind, int secondaryBus) {
    function(address, kind);
    draft(address).secondary = secondaryBus;
    return this;
  }

  public PlatformBuilder hostBridge(String address) {
    return function(address, FunctionKind.HOST_BRIDGE);
  }

  public PlatformBuilder rootPort(String address, int secondaryBus) {
    return bridge(address, FunctionKind.ROOT_PORT, secondaryBus);
  }

  public PlatformBuilder upstreamPort(String address, int secondaryBus) {
    return bridge(address, FunctionKind.UPSTREAM_PORT, secondaryBus);
  }

  public PlatformBuilder downstreamPort(String address, int secondaryBus) {
    return bridge(address, FunctionKind.DOWNSTREAM_PORT, secondaryBus);
  }

  public PlatformBuilder endpoint(String address) {
    return function(address, FunctionKind.ENDPOINT);
  }

  public PlatformBuilder integratedEndpoint(String address) {
    return function(address, FunctionKind.RC_INTEGRATED_ENDPOINT);
  }

  /// Virtual functions right behind the physical one.
  public PlatformBuilder virtualFunctions(String physical, int count) {
    draft(physical).virtualFunctions = count;
    PciAddress address = at(physical);
    for (int n = 1; n <= count; n++) {
      endpoint(PciAddress.of(address.onBus(), address.devfn() + n).toString());
    }
    return this;
  }

  /// One virtual function somewhere behind the physical one, even on another bus.
  public PlatformBuilder virtualFunctionAt(String physical, String address) {
    draft(physical).virtualFunctions = 1;
    draft(physical).virtualOffset = at(address).requesterId() - at(physical).requesterId();
    return endpoint(address);
  }

  public PlatformBuilder without(String address) {
    drafts.remove(at(address));
    return this;
  }

  public PlatformBuilder id(String address, String vendorDevice) {
    draft(address).id =
        Fact.known(
            new VendorDevice(
                Integer.parseInt(vendorDevice.substring(0, 4), 16),
                Integer.parseInt(vendorDevice.substring(5), 16)),
            TEST);
    return this;
  }

  public PlatformBuilder acs(String address, int control) {
    draft(address).acs = Fact.known(Optional.of(control), TEST);
    return this;
  }

  /// Keeps only some bits of the ACS Control word known.
  public PlatformBuilder acsKnown(String address, int mask) {
    draft(address).knownAcsBits = mask;
    return this;
  }

  /// The Egress Control Vector, lowest byte first; the capability gets as many bits.
  public PlatformBuilder egressVector(String address, int... bytes) {
    byte[] vector = new byte[Math.ceilDiv(bytes.length, 4) * 4];
    for (int at = 0; at < bytes.length; at++) {
      vector[at] = (byte) bytes[at];
    }
    draft(address).egressVector = Optional.of(vector);
    draft(address).acsSupported = 0x7f | (bytes.length * 8 & 0xff) << 8;
    return this;
  }

  /// Port Number in Link Capabilities.
  public PlatformBuilder portNumber(String address, int number) {
    draft(address).portNumber = Optional.of(number);
    return this;
  }

  /// What a function does with atomic operations: words of `route`, `32`, `64`, `128`, `send` and
  /// `block`, each of which may have a `?` before it.
  public PlatformBuilder atomics(String address, String words) {
    draft(address).atomics = Optional.of(words);
    return this;
  }

  /// The ARI Control word.
  public PlatformBuilder ari(String address, int control) {
    draft(address).ari = Optional.of(control);
    return this;
  }

  /// The ACS Capability word; 5f where nothing else is said.
  public PlatformBuilder acsSupported(String address, int supported) {
    draft(address).acsSupported = supported;
    return this;
  }

  /// No byte of configuration space is dumped, so not the multi-function bit either.
  public PlatformBuilder headerUntold(String address) {
    draft(address).headerTold = false;
    return this;
  }

  public PlatformBuilder acsAbsent(String address) {
    draft(address).acs = Fact.known(Optional.empty(), TEST);
    return this;
  }

  public PlatformBuilder acsUntold(String address) {
    draft(address).acs = Fact.unknown("extended space is not in the dump");
    return this;
  }

  public PlatformBuilder idUntold(String address) {
    draft(address).id = Fact.unknown("not in the dump");
    return this;
  }

  public PlatformBuilder windowsUntold(String address) {
    draft(address).windowsTold = false;
    return this;
  }

  public PlatformBuilder barSizeUntold(String address) {
    draft(address).barSizeTold = false;
    return this;
  }

  public PlatformBuilder bar(String address, long bus) {
    draft(address).bar = bus;
    return this;
  }

  /// A BAR 0 of a bridge, which none has otherwise; no window above needs to hold it.
  public PlatformBuilder portBar(String address, long bus) {
    draft(address).bar = bus;
    return this;
  }

  /// A BAR 2 beside BAR 0, for an address that no bridge window needs to hold.
  public PlatformBuilder secondBar(String address, long bus) {
    draft(address).secondBar = bus;
    return this;
  }

  /// A BAR 0 of which only the CPU address is told, as without a register dump.
  public PlatformBuilder cpuBar(String address, long cpu) {
    draft(address).cpuBar = cpu;
    return this;
  }

  /// What BAR 0 decodes.
  public PlatformBuilder barKind(String address, BarKind kind) {
    draft(address).barKind = kind;
    return this;
  }

  /// Whether BAR 0 decodes at all.
  public PlatformBuilder barState(String address, BarState state) {
    draft(address).barState = state;
    return this;
  }

  /// Nothing of the capability list is in the dump.
  public PlatformBuilder capabilitiesUntold(String address) {
    draft(address).capabilitiesTold = false;
    return this;
  }

  public PlatformBuilder dmaMask(String address, long mask) {
    draft(address).dmaMask = mask;
    return this;
  }

  public PlatformBuilder numaNode(String address, int node) {
    draft(address).numaNode = Fact.known(node, TEST);
    return this;
  }

  public PlatformBuilder numaNodeUntold(String address) {
    draft(address).numaNode = Fact.unknown("not told");
    return this;
  }

  /// Base class and sub-class, e.g. 0x0300.
  public PlatformBuilder classCode(String address, int code) {
    draft(address).classCode = Fact.known(new ClassCode(code, OptionalInt.empty()), TEST);
    return this;
  }

  public PlatformBuilder classUntold(String address) {
    draft(address).classCode = Fact.unknown("not told");
    return this;
  }

  public PlatformBuilder kind(String address, FunctionKind kind) {
    draft(address).kind = kind;
    return this;
  }

  public PlatformBuilder cpu(String spelling) {
    cpu = given(Cpu.parse(spelling).orElseThrow());
    return this;
  }

  public PlatformBuilder cpuUntold() {
    cpu = Fact.unknown("not told");
    return this;
  }

  public PlatformBuilder kernel(String spelling) {
    kernel = given(KernelVersion.parse(spelling).orElseThrow());
    return this;
  }

  public PlatformBuilder kernelUntold() {
    kernel = Fact.unknown("not told");
    return this;
  }

  public PlatformBuilder iommu(IommuMode mode) {
    iommu = given(mode);
    return this;
  }

  public PlatformBuilder iommuUntold() {
    iommu = Fact.unknown("not told");
    return this;
  }

  public PlatformBuilder firmware(String name) {
    firmware = given(name);
    return this;
  }

  /// Adds a window of a host bridge.
  ///
  /// @param rootBus a bus of domain 0, or `domain:bus`
  public PlatformBuilder window(String rootBus, long cpuStart, long busStart, long size) {
    PciAddress onBus = at(rootBus + ":00.0");
    windows.add(
        new HostBridgeWindow(
            onBus.onBus(),
            AddressRange.ofSize(cpuStart, size),
            AddressRange.ofSize(busStart, size),
            TEST));
    return this;
  }

  /// Adds what devices below a host bridge reach.
  public PlatformBuilder inbound(String rootBus, long cpuStart, long busStart, long size) {
    inbound.add(
        new InboundRange(
            at(rootBus + ":00.0").onBus(),
            AddressRange.ofSize(cpuStart, size),
            AddressRange.ofSize(busStart, size),
            TEST));
    return this;
  }

  /// Adds a line of the memory map.
  public PlatformBuilder memory(MemoryRange.Kind kind, long start, long size) {
    memory.add(new MemoryRange(AddressRange.ofSize(start, size), kind, TEST));
    return this;
  }

  /// Hides NVMe controllers in a function.
  public PlatformBuilder remapped(String ahci, int count) {
    remapped.add(new RemappedNvme(at(ahci), count, TEST));
    return this;
  }

  /// Forgets one thing, chosen at random, that the input could have left out.
  public String forgetSomething(Random random) {
    List<PciAddress> all = List.copyOf(drafts.keySet());
    String address = all.get(random.nextInt(all.size())).toString();
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        acsUntold(address);
        yield "ACS of " + address;
      }
      case 3 -> {
        idUntold(address);
        yield "id of " + address;
      }
      case 4 -> {
        cpuUntold();
        yield "processor";
      }
      case 5 -> {
        iommuUntold();
        yield "IOMMU";
      }
      case 6 -> {
        windowsUntold(address);
        yield "windows of " + address;
      }
      default -> {
        draft(address).dmaMask = 0;
        yield "DMA mask of " + address;
      }
    };
  }

  /// Forgets every fact of the functions that are not named, and of processor and IOMMU where these
  /// words are not.
  public PlatformBuilder forgetAllBut(Set<String> named) {
    drafts.forEach((address, draft) -> {
      if (!named.contains(address.toString())) {
        acsUntold(address.toString());
        idUntold(address.toString());
        windowsUntold(address.toString());
        draft.dmaMask = 0;
      }
    });
    if (!named.contains("cpu")) {
      cpuUntold();
    }
    return named.contains("iommu") ? this : iommuUntold();
  }

  private Draft draft(String address) {
    return Optional.ofNullable(drafts.get(at(address))).orElseThrow();
  }

  public Platform build() {
    Map<PciAddress, AddressRange> below = new HashMap<>();
    for (PciAddress address : drafts.keySet()) {
      if (bridgeOf(address).isEmpty()) {
        assign(address, below);
      }
    }
    List<PciFunction> functions = new ArrayList<>();
    drafts.forEach((address, draft) -> functions.add(function(address, draft, below)));
    return new Platform(
        TopologyBuilder.build(functions, new DiagnosticLog()),
        cpu,
        kernel,
        iommu,
        firmware,
        windows,
        inbound,
        memory,
        remapped);
  }

  private Optional<PciAddress> bridgeOf(PciAddress address) {
    return drafts.entrySet().stream()
        .filter(entry -> entry.getKey().domain() == address.domain())
        .filter(entry -> entry.getValue().secondary == address.bus())
        .filter(entry -> entry.getValue().secondary != 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private List<PciAddress> childrenOf(PciAddress bridge) {
    int secondary = Optional.ofNullable(drafts.get(bridge)).orElseThrow().secondary;
    return drafts.keySet().stream()
        .filter(address -> address.domain() == bridge.domain())
        .filter(address -> secondary != 0 && address.bus() == secondary)
        .toList();
  }

  /// Gives BARs in the order of the tree, so that what is below a bridge is one run.
  private Optional<AddressRange> assign(PciAddress address, Map<PciAddress, AddressRange> below) {
    Draft draft = Optional.ofNullable(drafts.get(address)).orElseThrow();
    if (!draft.kind.isBridge()) {
      if (draft.bar == 0) {
        draft.bar = nextBar;
        nextBar += BAR_SIZE;
      }
      return Optional.of(AddressRange.ofSize(draft.bar, BAR_SIZE));
    }
    Optional<AddressRange> all = Optional.empty();
    for (PciAddress child : childrenOf(address)) {
      Optional<AddressRange> one = assign(child, below);
      all = all.isEmpty() ? one : one.isEmpty() ? all : hull(all, one);
    }
    all.ifPresent(range -> below.put(address, range));
    return all;
  }

  private static Optional<AddressRange> hull(
      Optional<AddressRange> one, Optional<AddressRange> other) {
    return Optional.of(
        new AddressRange(
            Math.min(one.orElseThrow().first(), other.orElseThrow().first()),
            Math.max(one.orElseThrow().last(), other.orElseThrow().last())));
  }

  private int subordinate(PciAddress bridge) {
    Draft draft = Optional.ofNullable(drafts.get(bridge)).orElseThrow();
    return childrenOf(bridge).stream()
        .mapToInt(this::subordinate)
        .reduce(draft.secondary, Math::max);
  }

  private PciFunction function(
      PciAddress address, Draft draft, Map<PciAddress, AddressRange> below) {
    boolean bridge = draft.kind.isBridge();
    Optional<BridgeBuses> buses =
        bridge
            ? Optional.of(new BridgeBuses(address.bus(), draft.secondary, subordinate(address)))
            : Optional.empty();
    return new PciFunction(
        address,
        draft.kind,
        draft.id,
        draft.classCode,
        "",
        "",
        Fact.known(buses, TEST),
        bridge && draft.bar == 0 ? List.of() : bars(draft),
        bridge && draft.windowsTold ? windows(Optional.ofNullable(below.get(address))) : List.of(),
        capabilities(draft),
        draft.headerTold ? header(address) : ConfigSpace.none(),
        system(draft),
        new SourcePosition("test.txt", 1));
  }

  /// 64 bytes of nothing but the multi-function bit of the header type.
  private ConfigSpace header(PciAddress address) {
    var bytes = new byte[ConfigSpace.HEADER_SIZE];
    boolean alone =
        drafts.keySet().stream()
            .filter(other -> other.onBus().equals(address.onBus()))
            .filter(other -> other.device() == address.device())
            .allMatch(address::equals);
    bytes[0x0e] = (byte) (alone ? 0 : 0x80);
    return ConfigSpace.takeOver(bytes, new int[] {1, 1, 1, 1});
  }

  private static SystemFacts system(Draft draft) {
    Fact<Long> mask =
        draft.dmaMask == 0 ? Fact.unknown("not told") : Fact.known(draft.dmaMask, TEST);
    return new SystemFacts(
        Fact.unknown("not told"), draft.numaNode, Fact.unknown("not told"), mask);
  }

  private static List<Bar> bars(Draft draft) {
    return draft.secondBar == 0
        ? List.of(bar(draft, 0, draft.bar))
        : List.of(bar(draft, 0, draft.bar), bar(draft, 2, draft.secondBar));
  }

  private static Bar bar(Draft draft, int index, long bus) {
    return new Bar(
        index,
        draft.barKind,
        draft.barKind.isMemory(),
        draft.cpuBar == 0 ? Fact.known(new BusAddress(bus), TEST) : Fact.unknown("not told"),
        draft.cpuBar == 0
            ? Fact.unknown("not told")
            : Fact.known(new HostPhysicalAddress(draft.cpuBar), TEST),
        draft.barSizeTold ? Fact.known(BAR_SIZE, TEST) : Fact.unknown("not told"),
        draft.barState);
  }

  private static List<BridgeWindow> windows(Optional<AddressRange> range) {
    return List.of(
        new BridgeWindow(WindowKind.MEMORY, Fact.known(Optional.empty(), TEST)),
        new BridgeWindow(WindowKind.PREFETCHABLE, Fact.known(range, TEST)));
  }

  private static Capabilities capabilities(Draft draft) {
    List<Capability> all = new ArrayList<>();
    if (draft.acs instanceof Fact.Known<Optional<Integer>>(var control, _)) {
      control.ifPresent(word ->
          all.add(
              new AccessControlServices(
                      0x148,
                      Fact.known(draft.acsSupported, TEST),
                      Fact.known(word, TEST),
                      draft
                          .egressVector
                          .map(bytes -> Fact.known(Bytes.of(bytes), TEST))
                          .orElseGet(() -> Fact.unknown("no vector")))
                  .withControl(controlWord(word, draft.knownAcsBits), knownBits(word, draft))));
    }
    if (draft.portNumber.isPresent() || draft.atomics.isPresent()) {
      all.add(express(draft));
    }
    draft.ari.ifPresent(word -> all.add(AlternativeRoutingId.of(0x150, Fact.known(word, TEST))));
    if (draft.virtualFunctions > 0) {
      all.add(
          new SingleRootIov(
              0x160,
              Fact.known(draft.virtualFunctions, TEST),
              Fact.known(draft.virtualFunctions, TEST),
              Fact.known(draft.virtualOffset, TEST),
              Fact.known(1, TEST),
              Fact.known(0x1234, TEST)));
    }
    Optional<String> missing =
        draft.acs instanceof Fact.Unknown<Optional<Integer>>(var why)
            ? Optional.of(why)
            : Optional.empty();
    return new Capabilities(
        all,
        draft.capabilitiesTold ? Optional.empty() : Optional.of("the capability list is not told"),
        missing);
  }

  private static Fact<Integer> controlWord(int word, int known) {
    return known == 0xffff ? Fact.known(word, TEST) : Fact.unknown("known in part");
  }

  private static Optional<KnownBits> knownBits(int word, Draft draft) {
    return draft.knownAcsBits == 0xffff
        ? Optional.empty()
        : Optional.of(new KnownBits(draft.knownAcsBits, word & draft.knownAcsBits, TEST));
  }

  private static PciExpress express(Draft draft) {
    return new PciExpress(
        0x40,
        Optional.empty(),
        false,
        Fact.unknown("not told"),
        Fact.unknown("not told"),
        draft
            .portNumber
            .map(number -> Fact.known(number, TEST))
            .orElseGet(() -> Fact.unknown("not told")),
        draft.atomics.map(PlatformBuilder::atomicOps).orElse(AtomicOps.unknown("not told")));
  }

  private static AtomicOps atomicOps(String words) {
    List<String> all = List.of(words.split(" ", -1));
    return new AtomicOps(
        flag(all, "route"),
        flag(all, "32"),
        flag(all, "64"),
        flag(all, "128"),
        flag(all, "send"),
        flag(all, "block"));
  }

  private static Fact<Boolean> flag(List<String> words, String name) {
    return words.contains("?" + name)
        ? Fact.unknown("not told")
        : Fact.known(words.contains(name), TEST);
  }

  /// The functions drawn so far.
  public List<PciAddress> addresses() {
    return List.copyOf(drafts.keySet());
  }
}
