package io.peerscope.engine.export;

import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.CapabilityReader;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.HeaderReader;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.format.PartialDump;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The lines of `lspci -vvv` about one function, as far as its registers do not tell the same.
record FunctionText(PciFunction function) {

  /// `lspci -F` gives up at a longer line (pciutils, `lib/dump.c`).
  private static final int LONGEST_LINE = 253;

  private static final int BUS_NUMBERS = 0x18;
  private static final int WINDOWS = 0x1c;
  private static final String UNITS = " KMGTP";

  void write(Writer out) throws IOException {
    line(out, header());
    if (!function.config().has(0, ConfigSpace.HEADER_SIZE)) {
      line(out, "\t" + PartialDump.MARK);
    }
    boolean capabilitiesInText = !registersTellCapabilities();
    if (capabilitiesInText && isWhole(function.capabilities())) {
      line(out, "\tControl: not told");
      line(out, "\tStatus: Cap" + (function.capabilities().all().isEmpty() ? "-" : "+"));
    }
    if (function.system().numaNode() instanceof Known<Integer>(var node, _)) {
      line(out, "\tNUMA node: " + node);
    }
    if (function.system().iommuGroup() instanceof Known<Integer>(var group, _)) {
      line(out, "\tIOMMU group: " + group);
    }
    writeResources(out);
    if (capabilitiesInText) {
      new CapabilityLines(function.capabilities()).write(out);
    }
    if (function.system().driver() instanceof Known<String>(var driver, _)) {
      line(out, "\tKernel driver in use: " + driver);
    }
  }

  private void writeResources(Writer out) throws IOException {
    List<Integer> registers =
        new HeaderReader(function.config(), "").read().bars().stream().map(Bar::index).toList();
    for (Bar bar : function.bars()) {
      Optional<String> text = spell(bar, registers.contains(bar.index()));
      if (text.isPresent()) {
        line(out, text.get());
      }
    }
    if (!function.config().has(BUS_NUMBERS, 3) && BusTree.busesOf(function).isPresent()) {
      var buses = BusTree.busesOf(function).get();
      line(
          out,
          "\tBus: primary=%02x, secondary=%02x, subordinate=%02x"
              .formatted(buses.primary(), buses.secondary(), buses.subordinate()));
    }
    if (!function.config().has(WINDOWS, 0x18)) {
      for (BridgeWindow window : function.windows()) {
        Optional<String> text = spell(window);
        if (text.isPresent()) {
          line(out, text.get());
        }
      }
    }
  }

  private static boolean isWhole(Capabilities capabilities) {
    return capabilities.standardMissing().isEmpty();
  }

  private boolean registersTellCapabilities() {
    ConfigSpace config = function.config();
    if (config.isEmpty()) {
      return false;
    }
    Capabilities told = new CapabilityReader(config, "").read().capabilities();
    return told.standardMissing().isEmpty() && told.extendedMissing().isEmpty();
  }

  /// The address with a blank behind it, class, name and ids.
  private String header() {
    String start = function.address() + " ";
    String identity = identity();
    String progIf =
        function
            .classCode()
            .ifKnown()
            .filter(code -> code.progIf().isPresent())
            .map(code -> " (prog-if %02x)".formatted(code.progIf().getAsInt()))
            .orElse("");
    String name = function.name().isEmpty() ? identity : withIds(function.name(), identity);
    String line = start + classPart() + name + progIf;
    return fits(line) ? line : start + classPart() + identity + progIf;
  }

  private String identity() {
    return function.id().ifKnown().map(String::valueOf).orElse("");
  }

  private static String withIds(String name, String ids) {
    return ids.isEmpty() ? name : "%s [%s]".formatted(name, ids);
  }

  /// Without a name the class stands in figures alone.
  private String classPart() {
    String words = function.className().replace(": ", " ");
    if (function.classCode() instanceof Known<ClassCode>(var code, _)) {
      String digits = "%04x".formatted(code.baseAndSub());
      return words.isEmpty() ? digits + ": " : "%s [%s]: ".formatted(words, digits);
    }
    boolean nothing = words.isEmpty() && identity().isEmpty() && function.name().isEmpty();
    return nothing ? "" : words + ": ";
  }

  /// What the operating system says of a BAR; empty where it says nothing.
  private static Optional<String> spell(Bar bar, boolean inRegister) {
    boolean said = bar.cpu() instanceof Known || bar.size() instanceof Known;
    if (inRegister && !said) {
      return Optional.empty();
    }
    Optional<String> address =
        bar.cpu().ifKnown().map(known -> "%08x".formatted(known.value())).or(() -> noAddress(bar));
    return address.map(text -> "\tRegion " + bar.index() + ": " + spell(bar, text));
  }

  private static Optional<String> noAddress(Bar bar) {
    return switch (bar.state()) {
      case UNASSIGNED -> Optional.of("<unassigned>");
      case IGNORED -> Optional.of("<ignored>");
      case ASSIGNED, DISABLED, VIRTUAL -> Optional.empty();
    };
  }

  private static String spell(Bar bar, String address) {
    String state =
        switch (bar.state()) {
          case VIRTUAL -> " [virtual]";
          case DISABLED -> " [disabled]";
          case ASSIGNED, UNASSIGNED, IGNORED -> "";
        };
    String size = bar.size().ifKnown().map(FunctionText::size).orElse("");
    return bar.kind() == BarKind.IO
        ? "I/O ports at " + address + state + size
        : "Memory at %s (%s, %sprefetchable)%s%s"
            .formatted(address, bar.kind().label(), bar.prefetchable() ? "" : "non-", state, size);
  }

  /// In the largest unit that divides it: ` [size=512K]`.
  private static String size(long bytes) {
    long left = bytes;
    int unit = 0;
    while (unit < UNITS.length() - 1 && (left & 1023) == 0) {
      left >>>= 10;
      unit++;
    }
    return " [size=%d%s]".formatted(left, UNITS.substring(unit, unit + 1).strip());
  }

  private static Optional<String> spell(BridgeWindow window) {
    String name =
        switch (window.kind()) {
          case IO -> "I/O";
          case MEMORY -> "Memory";
          case PREFETCHABLE -> "Prefetchable memory";
        };
    int digits = window.kind() == WindowKind.PREFETCHABLE ? 16 : 8;
    return window
        .range()
        .ifKnown()
        .map(range ->
            range
                .map(open -> hex(open.first(), digits) + "-" + hex(open.last(), digits))
                .orElse("[disabled]"))
        .map(text -> "\t%s behind bridge: %s".formatted(name, text));
  }

  private static String hex(long value, int digits) {
    return ("%0" + digits + "x").formatted(value);
  }

  /// Writes a line, unless it is too long for lspci.
  static void line(Writer out, String text) throws IOException {
    String plain = text.replace('\n', ' ').replace('\r', ' ');
    if (fits(plain)) {
      out.append(plain).append('\n');
    }
  }

  private static boolean fits(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length < LONGEST_LINE;
  }
}
