package io.peerscope.app.inspector.page;

import io.peerscope.app.document.Targets;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Register;
import io.peerscope.engine.config.RegisterMap;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.Finding;
import io.peerscope.engine.edit.WindowUse;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything the document tells of one function, or of the machine, as lines under headings.
///
/// @param title address and kind
/// @param name vendor and device
/// @param function the function; empty for the machine's own page
/// @param acs the ACS control word
/// @param sections headings with their lines
/// @param windows what the windows of a bridge hold, for a picture to scale
public record InspectorPage(
    String title,
    String name,
    Optional<PciFunction> function,
    AcsSwitches acs,
    List<Section> sections,
    List<WindowUse> windows) {

  private static final AcsSwitches NO_SWITCHES = new AcsSwitches(List.of(), "", Optional.empty());

  public InspectorPage {
    sections = List.copyOf(sections);
    windows = List.copyOf(windows);
  }

  /// The page of a function.
  public static InspectorPage of(Platform platform, PciFunction function) {
    var about = new FunctionFields(platform, function);
    var capabilities = new CapabilityFields(function);
    var sections = new ArrayList<Section>();
    sections.add(new Section("IDENTITY", about.identity()));
    sections.add(new Section("LINK", about.link()));
    sections.add(new Section("BARS", new BarFields(platform, function).fields()));
    sections.add(new Section("BRIDGE", new BridgeFields(function).fields()));
    hostBridge(platform, function).ifPresent(sections::add);
    sections.add(new Section("SYSTEM", about.system()));
    sections.add(new Section("ACCESS CONTROL", capabilities.acsWords()));
    sections.add(capabilities.section());
    sections.removeIf(Section::isEmpty);
    return new InspectorPage(
        Targets.shortest(function.address())
            + " · "
            + function.kind().label().toUpperCase(Locale.ROOT),
        function.displayName(),
        Optional.of(function),
        AcsSwitches.of(function.address(), function.capabilities().acs()),
        sections,
        windowsOf(platform, function));
  }

  private static Optional<Section> hostBridge(Platform platform, PciFunction function) {
    return function.kind() == FunctionKind.HOST_BRIDGE
            && platform.topology().parentOf(function.address()) instanceof Parent.RootBus(var bus)
        ? Optional.of(new HostBridgeFields(platform, bus).section())
        : Optional.empty();
  }

  private static List<WindowUse> windowsOf(Platform platform, PciFunction function) {
    if (function.kind() == FunctionKind.HOST_BRIDGE
        && platform.topology().parentOf(function.address()) instanceof Parent.RootBus(var bus)) {
      return worthSeeing(List.of(WindowUse.of(platform, bus)));
    }
    PciAddress address = function.address();
    return function.kind().isBridge()
        ? worthSeeing(
            function.windows().stream()
                .filter(InspectorPage::isOpenMemory)
                .map(window -> WindowUse.of(platform, address, window.kind()))
                .toList())
        : List.of();
  }

  private static boolean isOpenMemory(BridgeWindow window) {
    Optional<AddressRange> open = window.range().ifKnown().flatMap(range -> range);
    return window.kind() != WindowKind.IO && open.isPresent();
  }

  private static List<WindowUse> worthSeeing(List<WindowUse> uses) {
    return uses.stream().filter(use -> !use.ranges().isEmpty()).toList();
  }

  /// The same page, with what the checks say of its windows: what does not fit into them.
  public InspectorPage with(List<Finding> findings) {
    List<WindowUse> found =
        windows.stream()
            .map(use ->
                findings.stream()
                    .flatMap(finding -> finding.window().stream())
                    .filter(lack -> isSameWindow(lack, use))
                    .findFirst()
                    .orElse(use))
            .toList();
    return new InspectorPage(title, name, function, acs, sections, found);
  }

  /// The same page with one more section, unless that has nothing to tell.
  InspectorPage withSection(Section section) {
    var more = new ArrayList<>(sections);
    if (!section.isEmpty()) {
      more.add(section);
    }
    return new InspectorPage(title, name, function, acs, more, windows);
  }

  private static boolean isSameWindow(WindowUse one, WindowUse other) {
    return one.rootBus().equals(other.rootBus())
        && one.bridge().equals(other.bridge())
        && (one.bridge().isEmpty() || one.kind() == other.kind());
  }

  /// The page of the machine, for when no function is selected.
  public static InspectorPage ofMachine(Platform platform) {
    return new InspectorPage(
        "MACHINE",
        "",
        Optional.empty(),
        NO_SWITCHES,
        new MachineFields(platform).sections(),
        List.of());
  }

  /// The same page, only to be read.
  public InspectorPage readOnly() {
    return new InspectorPage(
        title,
        name,
        function,
        acs.readOnly(),
        sections.stream().map(Section::readOnly).filter(it -> !it.isEmpty()).toList(),
        windows);
  }

  /// The raw bytes of the function.
  public ConfigSpace config() {
    return function.map(PciFunction::config).orElse(ConfigSpace.none());
  }

  /// The registers that some bytes belong to, decoded; none where their bytes were not told.
  public List<RegisterView> registersAt(ByteRange bytes) {
    return function.stream()
        .flatMap(it -> RegisterMap.of(it.config(), it.capabilities()).stream())
        .filter(it -> bytes.overlaps(new ByteRange(it.offset(), it.length())))
        .filter(it -> config().has(it.offset(), it.length()))
        .map(it -> view(it, bytes))
        .toList();
  }

  private RegisterView view(Register register, ByteRange bytes) {
    return RegisterView.of(register, config(), bytes);
  }
}
