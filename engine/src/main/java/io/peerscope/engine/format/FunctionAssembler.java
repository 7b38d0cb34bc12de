package io.peerscope.engine.format;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Header;
import io.peerscope.engine.config.HeaderReader;
import io.peerscope.engine.config.HeaderType;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.names.PciIds;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import io.peerscope.engine.format.told.ToldFunction;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes a function out of its registers and its text; where both tell something, registers win.
final class FunctionAssembler {

  private static final int HEADER_TYPE = 0x0e;
  private static final int FIRST_VMD_DOMAIN = 0x10000;
  private static final VendorDevice NO_ANSWER = new VendorDevice(0xffff, 0xffff);

  private final FunctionDraft draft;
  private final ListingTraits traits;
  private final ClassNames classNames;
  private final PciIds ids;
  private final DiagnosticLog log;
  private final ConfigSpace config;
  private final Optional<Description> text;
  private final Optional<SysfsFunction> sysfs;
  private final String file;
  private final ToldMerge told;

  FunctionAssembler(
      FunctionDraft draft,
      ListingTraits traits,
      ClassNames classNames,
      PciIds ids,
      DiagnosticLog log) {
    this.draft = draft;
    this.traits = traits;
    this.classNames = classNames;
    this.ids = ids;
    this.log = log;
    Optional<HexDump> dump = draft.bestDump();
    config = dump.map(HexDump::toConfigSpace).orElse(ConfigSpace.none());
    file = dump.map(HexDump::file).orElse(draft.position().file());
    text = draft.bestDescription();
    sysfs = draft.sysfs();
    told = new ToldMerge(draft, classNames);
  }

  PciFunction assemble() {
    Header header = new HeaderReader(config, file).read();
    Fact<VendorDevice> id = id(header);
    Fact<ClassCode> classCode = classCode(header);
    Capabilities capabilities =
        new CapabilityAssembler(draft, text, config, file, traits, log).assemble();
    Fact<Optional<BridgeBuses>> buses = buses(header, classCode);
    new ConflictReporter(draft, config, log).report();
    reportHeaderType(header);
    PciFunction function = function(header, id, classCode, buses, capabilities);
    told.reportConflicts(function, log);
    return function;
  }

  private PciFunction function(
      Header header,
      Fact<VendorDevice> id,
      Fact<ClassCode> classCode,
      Fact<Optional<BridgeBuses>> buses,
      Capabilities capabilities) {
    return new PciFunction(
        draft.address(),
        new KindRule(classCode, header.type(), buses, capabilities, isCardBus()).kind(),
        id,
        classCode,
        className(classCode),
        name(id),
        buses,
        bars(header),
        windows(header),
        capabilities,
        config,
        system(),
        draft.position());
  }

  private boolean isCardBus() {
    return text.filter(Description::isCardBus).isPresent();
  }

  /// A virtual function reads ffff:ffff; the operating system, and so the text, knows better.
  private Fact<VendorDevice> id(Header header) {
    if (header.id() instanceof Known<VendorDevice>(var told, _) && !told.equals(NO_ANSWER)) {
      return header.id();
    }
    if (sysfs.isPresent() && sysfs.get().id() instanceof Known) {
      return sysfs.get().id();
    }
    for (Description description : draft.descriptions()) {
      Optional<VendorDevice> told = description.header().id();
      if (told.isPresent()) {
        return Fact.known(told.get(), description.position());
      }
    }
    return told.id()
        .orElseGet(() -> config.isEmpty() ? Fact.unknown("the listing tells no ids") : header.id());
  }

  private Fact<ClassCode> classCode(Header header) {
    if (header.classCode() instanceof Known<ClassCode>(var told, _)
        && told.baseAndSub() != 0xffff) {
      return header.classCode();
    }
    if (sysfs.isPresent() && sysfs.get().classCode() instanceof Known) {
      return sysfs.get().classCode();
    }
    Optional<Fact<ClassCode>> best = Optional.empty();
    for (Description description : draft.descriptions()) {
      Optional<ClassCode> told = description.header().classCode();
      boolean better = best.isEmpty() || told.filter(code -> code.progIf().isPresent()).isPresent();
      if (told.isPresent() && better) {
        best = Optional.of(Fact.known(told.get(), description.position()));
        if (told.get().progIf().isPresent()) {
          break;
        }
      }
    }
    return best.or(told::classCode)
        .orElseGet(() ->
            config.isEmpty() ? Fact.unknown("the listing tells no class") : header.classCode());
  }

  private String className(Fact<ClassCode> classCode) {
    return draft.descriptions().stream()
        .map(description -> description.header().className())
        .filter(words -> !words.isEmpty())
        .findFirst()
        .or(told::className)
        .orElseGet(
            () -> classCode.ifKnown().map(code -> classNames.nameOf(code.baseAndSub())).orElse(""));
  }

  /// As a text names it, else as the database does.
  private String name(Fact<VendorDevice> id) {
    return draft.descriptions().stream()
        .map(description -> description.header().name())
        .filter(words -> !words.isEmpty())
        .findFirst()
        .or(told::name)
        .or(() -> id.ifKnown().map(ids::nameOf))
        .orElse("");
  }

  private Fact<Optional<BridgeBuses>> buses(Header header, Fact<ClassCode> classCode) {
    if (header.buses() instanceof Known) {
      return header.buses();
    }
    if (sysfs.isPresent() && sysfs.get().buses() instanceof Known) {
      return sysfs.get().buses();
    }
    for (Description description : draft.descriptions()) {
      Optional<Fact<Optional<BridgeBuses>>> told = description.buses();
      if (told.isPresent()) {
        return told.get();
      }
    }
    if (told.buses().isPresent()) {
      return told.buses().get();
    }
    boolean unreadable = text.flatMap(Description::listBroken).isPresent() && !hasBars();
    boolean isBridge = classCode.ifKnown().filter(FunctionAssembler::isBusBridge).isPresent();
    if (text.filter(Description::registersShown).isPresent() && !unreadable && !isBridge) {
      return Fact.known(Optional.empty(), text.get().position());
    }
    if (classCode.ifKnown().filter(FunctionAssembler::isNoBusBridge).isPresent()) {
      return Fact.known(
          Optional.empty(), new Inferred("a function of this class has no bus below it"));
    }
    return config.isEmpty() ? Fact.unknown("the listing tells no bus numbers") : header.buses();
  }

  private boolean hasBars() {
    return text.filter(told -> !told.bars().isEmpty()).isPresent();
  }

  /// Class 06 with sub-classes 00 to 03 is host, ISA, EISA and MicroChannel bridges: no PCI bus
  /// below.
  private static boolean isNoBusBridge(ClassCode code) {
    return code.base() != 0x06 || (code.baseAndSub() & 0xff) <= 0x03;
  }

  /// PCI-to-PCI and CardBus bridges: lspci prints the buses of each that it could read.
  private static boolean isBusBridge(ClassCode code) {
    return switch (code.baseAndSub()) {
      case ClassCode.PCI_BRIDGE, ClassCode.CARDBUS_BRIDGE, ClassCode.SEMI_TRANSPARENT_BRIDGE ->
          true;
      default -> false;
    };
  }

  private List<Bar> bars(Header header) {
    SortedMap<Integer, Bar> bars = new TreeMap<>();
    sysfs
        .map(told -> new SysfsBars(told, barCount(header)).over(header.bars()))
        .orElse(header.bars())
        .forEach(bar -> bars.put(bar.index(), bar));
    for (Description description : draft.descriptions()) {
      if (!description.guessesBarNumbers()) {
        description.bars().forEach(told -> bars.merge(told.index(), told, this::completed));
      }
    }
    for (Description description : draft.descriptions()) {
      if (description.guessesBarNumbers()) {
        inOrder(description.bars(), List.copyOf(bars.values()))
            .forEach(told -> bars.merge(told.index(), told, this::completed));
      }
    }
    for (ToldFunction other : draft.told()) {
      other.bars().forEach(bar -> bars.merge(bar.index(), bar, this::completed));
    }
    return List.copyOf(bars.values());
  }

  /// Where sysfs and a text differ, sysfs counts: it is what the text was made from.
  private Bar completed(Bar first, Bar second) {
    if (first.cpu() instanceof Known<HostPhysicalAddress>(var kept, var keptFrom)
        && second.cpu() instanceof Known<HostPhysicalAddress>(var other, var origin)
        && !kept.equals(other)
        && origin instanceof SourcePosition position) {
      log.warning(
          "conflict",
          "%s: BAR %s is at %s by %s and at %s here; the first counts"
              .formatted(draft.address(), first.index(), kept, keptFrom, other),
          position);
    }
    return BarCompletion.of(first, second);
  }

  /// Without registers the class tells the layout.
  private int barCount(Header header) {
    boolean isBridge =
        classCode(header).ifKnown().filter(FunctionAssembler::isBusBridge).isPresent();
    return header.type() == HeaderType.UNKNOWN
        ? (isBridge ? HeaderType.PCI_BRIDGE : HeaderType.GENERAL).barCount()
        : header.type().barCount();
  }

  /// BARs without numbers take those of the known ones, where they are of the same kinds in the
  /// same order; where they are not, nobody can say which is which.
  private static List<Bar> inOrder(List<Bar> told, List<Bar> known) {
    if (known.isEmpty()) {
      return told;
    }
    if (!told.stream().map(Bar::kind).toList().equals(known.stream().map(Bar::kind).toList())) {
      return List.of();
    }
    var numbered = new ArrayList<Bar>();
    for (int n = 0; n < told.size(); n++) {
      numbered.add(BarCompletion.renumbered(told.get(n), known.get(n).index()));
    }
    return numbered;
  }

  private List<BridgeWindow> windows(Header header) {
    if (!header.windows().isEmpty()) {
      return header.windows();
    }
    boolean isBusView = !traits.showsOffsets() && !isBelowVmd();
    var windows = new ArrayList<BridgeWindow>();
    for (BridgeWindow window : toldWindows()) {
      Fact<Optional<AddressRange>> range = window.range();
      boolean open = range.ifKnown().flatMap(known -> known).isPresent();
      windows.add(
          isBusView || !open
              ? window
              : new BridgeWindow(
                  window.kind(),
                  Fact.unknown("the text does not show the bus addresses of this machine")));
    }
    return windows;
  }

  /// Those of the listing, else those of another input.
  private List<BridgeWindow> toldWindows() {
    List<BridgeWindow> listed = text.map(Description::windows).orElse(List.of());
    return listed.isEmpty() ? told.windows() : listed;
  }

  private boolean isBelowVmd() {
    return Integer.compareUnsigned(draft.address().domain(), FIRST_VMD_DOMAIN) >= 0;
  }

  private SystemFacts system() {
    return told.completed(new SystemMerge(draft, log).merged());
  }

  private void reportHeaderType(Header header) {
    if (header.type() == HeaderType.UNKNOWN && config.has(HEADER_TYPE, 1)) {
      log.warning(
          "unknown-header-type",
          "%s has header type %02x".formatted(draft.address(), config.u8(HEADER_TYPE)),
          new SourcePosition(file, config.lineOf(HEADER_TYPE)));
    }
  }
}
