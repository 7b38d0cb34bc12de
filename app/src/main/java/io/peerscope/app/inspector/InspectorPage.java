package io.peerscope.app.inspector;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.Targets;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything the input tells of one function, as lines under headings.
///
/// @param title address and kind
/// @param name vendor and device
/// @param acs the ACS control word
/// @param sections headings with their lines
/// @param config the raw bytes
record InspectorPage(
    String title, String name, AcsBits acs, List<Section> sections, ConfigSpace config) {

  record Section(String heading, List<Field> fields) {}

  static InspectorPage of(Platform platform, PciFunction function) {
    return new Builder(platform, function).page();
  }

  private record Builder(Platform platform, PciFunction function) {

    private static final int BAR_0 = 0x10;
    private static final int DWORD = 4;

    InspectorPage page() {
      var sections = new ArrayList<Section>();
      add(sections, "IDENTITY", identity());
      add(sections, "LINK", link());
      add(sections, "BARS", bars());
      add(sections, "BRIDGE", bridge());
      add(sections, "SYSTEM", system());
      add(sections, "CAPABILITIES", capabilities());
      return new InspectorPage(
          Targets.shortest(function.address())
              + " · "
              + function.kind().label().toUpperCase(Locale.ROOT),
          function.displayName(),
          AcsBits.of(function.capabilities().acs()),
          sections,
          function.config());
    }

    private static void add(List<Section> sections, String heading, List<Field> fields) {
      if (!fields.isEmpty()) {
        sections.add(new Section(heading, fields));
      }
    }

    private List<Field> identity() {
      var fields = new ArrayList<Field>();
      fields.add(Field.of("id", function.id(), Object::toString).at(0, DWORD));
      fields.add(
          Field.of("class", function.classCode(), code -> code + " " + className()).at(9, 3));
      fields.add(Field.of("parent", parent()));
      fields.add(Field.of("origin", function.position().toString()));
      return fields;
    }

    private String className() {
      return function.className().isEmpty()
          ? FunctionWords.shortKind(function)
          : function.className();
    }

    private String parent() {
      return switch (platform.topology().parentOf(function.address())) {
        case Parent.RootBus(var bus) -> "host bridge " + bus;
        case Parent.Below(var bridge) -> Targets.shortest(bridge);
        case Parent.Untold(String why, _) -> "unknown: " + why;
      };
    }

    private List<Field> link() {
      return function
          .capabilities()
          .pciExpress()
          .ifKnown()
          .flatMap(found -> found)
          .map(Builder::link)
          .orElse(List.of());
    }

    private static List<Field> link(PciExpress express) {
      int capabilities = express.offset() + 0x0c;
      int status = express.offset() + 0x12;
      return List.of(
          Field.of("now", express.current(), link -> link + downgrade(express, link)).at(status, 2),
          Field.of("at most", express.maximum(), Link::toString).at(capabilities, DWORD));
    }

    private static String downgrade(PciExpress express, Link now) {
      return express
          .maximum()
          .ifKnown()
          .filter(most -> most.width() > now.width() || most.gigatransfers() > now.gigatransfers())
          .map(_ -> " (downgraded)")
          .orElse("");
    }

    private List<Field> bars() {
      var fields = new ArrayList<Field>();
      function.bars().forEach(bar -> addBar(fields, bar));
      return fields;
    }

    private void addBar(List<Field> fields, Bar bar) {
      int offset = BAR_0 + DWORD * bar.index();
      int length = bar.kind() == BarKind.MEMORY_64 ? 2 * DWORD : DWORD;
      String what =
          bar.kind().label()
              + (bar.prefetchable() ? " prefetchable, " : ", ")
              + bar.state().label();
      fields.add(
          Field.of("BAR " + bar.index(), bar.size(), size -> Hex.size(size) + " " + what)
              .at(offset, length));
      if (!bar.kind().isMemory()) {
        return;
      }
      var addresses = new BarAddresses(platform);
      fields.add(
          Field.of("  bus", addresses.busAddress(function, bar), it -> Hex.grouped(it.value()))
              .at(offset, length));
      fields.add(
          Field.of("  phys", addresses.cpuAddress(function, bar), it -> Hex.grouped(it.value())));
      fields.add(Field.of("  offset", addresses.busOffset(function, bar), Hex::grouped));
    }

    private List<Field> bridge() {
      Optional<BridgeBuses> buses = function.buses().ifKnown().flatMap(known -> known);
      if (!function.kind().isBridge()) {
        return List.of();
      }
      var fields = new ArrayList<Field>();
      fields.add(
          buses
              .map(it -> Field.of("buses", spell(it)))
              .orElseGet(() -> Field.of("buses", function.buses(), _ -> "not configured"))
              .at(0x18, 3));
      function.windows().forEach(window -> fields.add(window(window)));
      return fields;
    }

    private static String spell(BridgeBuses buses) {
      return "primary %02x, secondary %02x, subordinate %02x"
          .formatted(buses.primary(), buses.secondary(), buses.subordinate());
    }

    private static Field window(BridgeWindow window) {
      Field field =
          Field.of(
              switch (window.kind()) {
                case IO -> "I/O";
                case MEMORY -> "memory";
                case PREFETCHABLE -> "prefetch";
              },
              window.range(),
              range -> range.map(Builder::spell).orElse("closed"));
      return switch (window.kind()) {
        case IO -> field.at(0x1c, 2);
        case MEMORY -> field.at(0x20, DWORD);
        case PREFETCHABLE -> field.at(0x24, 3 * DWORD);
      };
    }

    private static String spell(AddressRange range) {
      return Hex.grouped(range.first()) + " … " + Hex.grouped(range.last());
    }

    private List<Field> system() {
      var fields = new ArrayList<Field>();
      fields.add(Field.of("driver", function.system().driver(), it -> it));
      fields.add(Field.of("IOMMU group", function.system().iommuGroup(), String::valueOf));
      fields.add(Field.of("NUMA node", function.system().numaNode(), String::valueOf));
      return fields;
    }

    private List<Field> capabilities() {
      var fields = new ArrayList<Field>();
      function.capabilities().all().forEach(it -> fields.add(capability(it)));
      function
          .capabilities()
          .standardMissing()
          .ifPresent(why -> fields.add(missing("below 0x100", why)));
      function
          .capabilities()
          .extendedMissing()
          .ifPresent(why -> fields.add(missing("from 0x100", why)));
      return fields;
    }

    private static Field missing(String where, String why) {
      return Field.of(where, Fact.unknown(why), _ -> "");
    }

    private static Field capability(Capability capability) {
      String title =
          switch (capability) {
            case PciExpress express ->
                "PCI Express " + express.type().map(type -> type.label()).orElse("");
            case AccessControlServices _ -> "Access Control Services";
            case SingleRootIov iov ->
                "SR-IOV, " + iov.numVfs().ifKnown().map(String::valueOf).orElse("?") + " VFs";
            case AlternativeRoutingId _ -> "Alternative Routing-ID Interpretation (ARI)";
            case UnknownCapability unknown -> titleOf(unknown);
          };
      int header = capability.offset() < ConfigSpace.CONVENTIONAL_SIZE ? 2 : DWORD;
      return Field.of("%03x".formatted(capability.offset()), title)
          .at(capability.offset(), lengthOf(capability, header));
    }

    private static String titleOf(UnknownCapability unknown) {
      if (!unknown.title().isEmpty()) {
        return unknown.title();
      }
      return unknown.id().isPresent()
          ? "capability id %02x".formatted(unknown.id().getAsInt())
          : "capability";
    }

    private static int lengthOf(Capability capability, int header) {
      return capability instanceof UnknownCapability unknown
          ? Math.max(header, unknown.bytes().length())
          : header;
    }
  }
}
