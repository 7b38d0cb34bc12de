package io.peerscope.engine.format.lspcitree;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.DeviceName;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.topology.Parent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `lspci -t`, `-tv`, `-tnn`, in the drawing of one tree (pciutils up to 3.9) and in that of
/// one tree per domain.
///
///     -+-[0000:00]-+-00.0
///      |           \-02.0-[01-04]----00.0-[02-04]--+-00.0-[03]----00.0
///      \-[10000:e0]---06.0-[e1]----00.0
///
/// A device below `[02-04]` is on bus 02. The registers are not shown: what is no bridge here has no
/// bus below, and that is all the drawing tells of it.
public final class LspciTreeReader implements LineReader {

  private static final String DEVICE = "([0-9a-f]{2})\\.([0-7])";
  private static final String BUSES = "\\[([0-9a-f]{2})(?:-([0-9a-f]{2}))?\\]";
  private static final String ROOT = "\\[(?:([0-9a-f]{4,8}):)?([0-9a-f]{2})\\]";

  /// How a line can start: a root bus, a device, or one of the buses of a bridge.
  private static final Pattern START =
      Pattern.compile("(?:-|-?[+\\\\]-)" + ROOT + "(?=-)|[+\\\\]-" + DEVICE + "(?![0-9a-f.:])");

  private static final Pattern ROOT_TOKEN = Pattern.compile("([+\\\\]?)-{0,3}" + ROOT);
  private static final Pattern DEVICE_TOKEN = Pattern.compile("-{0,5}" + DEVICE);
  private static final Pattern BRANCH_TOKEN = Pattern.compile("-{0,3}([+\\\\ ])-(?=[\\[0-9a-f])");
  private static final Pattern BUS_TOKEN = Pattern.compile("-" + BUSES);
  private static final Pattern GROUP_TOKEN = Pattern.compile(ROOT);
  private static final Pattern PROMPT =
      Pattern.compile("\\S{0,80}[$#%>](?: .*)?|\\[.*|.*\\blspci\\b.*");
  private static final Pattern BROKEN_OFF = Pattern.compile(BUSES + "-.*");

  /// Narrowest width at which a mail program breaks lines.
  private static final int NARROWEST_BREAK = 60;

  private static final int MOST_INDENT = 8;
  private static final int LONGEST_REST = 200;

  private final Findings findings;
  private final Drawings drawings = new Drawings();
  private final Branches branches = new Branches();
  private Optional<ToldFunctionBuilder> device = Optional.empty();
  private StringBuilder name = new StringBuilder();
  private int lastEnd;
  private int barsEnd;
  private boolean chainOpen;
  private boolean started;
  private boolean reportedShift;

  public LspciTreeReader(Findings findings) {
    this.findings = findings;
  }

  @Override
  public String format() {
    return "lspci-tree";
  }

  @Override
  public boolean read(TextLine line) {
    String text = line.text();
    if (text.isEmpty()) {
      barsEnd = line.column() >= NARROWEST_BREAK / 2 ? line.column() : 0;
      if (barsEnd == 0) {
        flush();
      }
      return false;
    }
    int shift = barsEnd;
    barsEnd = 0;
    boolean taken = readDrawing(line, text, shift);
    lastEnd = line.column() + text.length();
    started |= taken;
    return taken;
  }

  private boolean readDrawing(TextLine line, String text, int shift) {
    if (chainOpen && BROKEN_OFF.matcher(text).matches()) {
      readBuses(new Cursor("-" + text, lastEnd - 1), line.position());
      return true;
    }
    char first = text.charAt(0);
    Matcher start = START.matcher(text);
    boolean canBe = first == '-' || first == '+' || first == '\\';
    if (!canBe || !start.lookingAt()) {
      return continueName(line, text);
    }
    flush();
    if (start.group(4) == null) {
      readRoot(line, text, line.column());
    } else {
      readDevice(line, text, line.column() + shift);
    }
    return true;
  }

  @Override
  public void end() {
    flush();
    drawings.handOver(findings);
  }

  /// A name goes on in the next line where a mail program broke it.
  private boolean continueName(TextLine line, String text) {
    int firstBlank = text.indexOf(' ');
    int firstWord = firstBlank < 0 ? text.length() : firstBlank;
    boolean goesOn =
        !name.isEmpty()
            && lastEnd + 1 + firstWord > NARROWEST_BREAK
            && line.column() <= MOST_INDENT
            && text.length() < LONGEST_REST
            && !PROMPT.matcher(text).matches();
    if (goesOn) {
      name.append(' ').append(text);
      return true;
    }
    if (started && (text.equals("...") || text.equals("[...]"))) {
      findings.ignore("left out of a tree", "the text says ... there", line.position());
      return true;
    }
    flush();
    return false;
  }

  private void readRoot(TextLine line, String text, int column) {
    Matcher root = ROOT_TOKEN.matcher(text);
    if (!root.find()) {
      return;
    }
    Optional<PciAddress> bridge = Optional.empty();
    drawings.start(line.position());
    if (text.startsWith("-")) {
      branches.clear();
      if (text.startsWith("-+")) {
        branches.add(new Branch(column + 1, Optional.empty(), Optional.empty()));
      }
    } else {
      bridge = bridgeAbove(column, text.startsWith("\\"));
    }
    readBelow(busOf(root), bridge, new Cursor(text, column, root.end()), line.position());
  }

  /// The bridge that a bus without a bridge of its own is drawn below; empty for a root bus.
  private Optional<PciAddress> bridgeAbove(int column, boolean last) {
    Optional<Branches.Found> found = branches.find(column, last, branch -> branch.bus().isEmpty());
    if (found.isEmpty()) {
      branches.clear();
      if (!last) {
        branches.add(new Branch(column, Optional.empty(), Optional.empty()));
      }
    }
    return found.flatMap(it -> it.branch().bridge());
  }

  private static PciBus busOf(Matcher root) {
    int domain = root.group(2) == null ? 0 : Integer.parseUnsignedInt(root.group(2), 16);
    return new PciBus(domain, Integer.parseInt(root.group(3), 16));
  }

  private void readDevice(TextLine line, String text, int column) {
    boolean last = text.startsWith("\\");
    Optional<Branches.Found> found =
        branches.find(column, last, branch -> branch.bus().isPresent());
    if (found.isEmpty()) {
      findings
          .log()
          .warning(
              "tree-out-of-column",
              "nobody can tell what this line of the tree is below; it and what follows in it is"
                  + " left out",
              line.position());
      return;
    }
    reportShift(found.get(), line.position());
    Branch branch = found.get().branch();
    readChain(
        branch.bus().orElseThrow(), branch.bridge(), new Cursor(text, column, 1), line.position());
  }

  private void reportShift(Branches.Found found, SourcePosition at) {
    if (found.shifted() && !reportedShift) {
      reportedShift = true;
      findings
          .log()
          .warning(
              "tree-shifted",
              "lines of the tree are not in their columns; each is taken below the nearest one",
              at);
    }
  }

  /// What stands behind the brackets of a bus.
  private void readBelow(
      PciBus bus, Optional<PciAddress> bridge, Cursor cursor, SourcePosition at) {
    chainOpen = false;
    Optional<Matcher> branch = cursor.take(BRANCH_TOKEN);
    if (branch.isEmpty()) {
      readChain(bus, bridge, cursor, at);
      return;
    }
    int column = cursor.columnOf(branch.get().start(1));
    boolean last = branch.get().group(1).equals("\\");
    Optional<Matcher> group = cursor.take(GROUP_TOKEN);
    if (group.isPresent()) {
      readGroup(group.get(), bus, bridge, column, last, cursor, at);
      return;
    }
    if (!last) {
      branches.add(new Branch(column, Optional.of(bus), bridge));
    }
    readChain(bus, bridge, cursor, at);
  }

  /// One of several buses below a bridge: those of virtual functions have no bridge of their own.
  private void readGroup(
      Matcher group,
      PciBus bus,
      Optional<PciAddress> bridge,
      int column,
      boolean last,
      Cursor cursor,
      SourcePosition at) {
    int domain =
        group.group(1) == null ? bus.domain() : Integer.parseUnsignedInt(group.group(1), 16);
    if (!last) {
      branches.add(new Branch(column, Optional.empty(), bridge));
    }
    readBelow(new PciBus(domain, Integer.parseInt(group.group(2), 16)), bridge, cursor, at);
  }

  private void readChain(
      PciBus bus, Optional<PciAddress> bridge, Cursor cursor, SourcePosition at) {
    chainOpen = false;
    Optional<Matcher> token = cursor.take(DEVICE_TOKEN);
    if (token.isEmpty()) {
      return;
    }
    int number = Integer.parseInt(token.get().group(1), 16);
    if (number > 0x1f) {
      return;
    }
    var address =
        new PciAddress(
            bus.domain(), bus.number(), number, Integer.parseInt(token.get().group(2), 16));
    flush();
    var told = new ToldFunctionBuilder(address, at, Trust.LSPCI_TREE);
    told.parent(bridge.<Parent>map(Parent.Below::new).orElseGet(() -> new Parent.RootBus(bus)));
    device = Optional.of(told);
    if (cursor.startsWith("-[")) {
      readBuses(cursor, at);
    } else if (cursor.rest().equals("-")) {
      chainOpen = true;
    } else if (cursor.startsWith("-")) {
      told.buses(0, 0);
      flush();
    } else {
      readLeaf(told, cursor.rest());
    }
  }

  private void readLeaf(ToldFunctionBuilder told, String rest) {
    told.noBuses();
    boolean named = rest.startsWith("  ") && !rest.strip().startsWith("<") && !rest.isBlank();
    if (named) {
      name.append(rest.strip());
    }
  }

  private void readBuses(Cursor cursor, SourcePosition at) {
    Optional<Matcher> numbers = cursor.take(BUS_TOKEN);
    if (numbers.isEmpty() || device.isEmpty()) {
      chainOpen = false;
      return;
    }
    int secondary = Integer.parseInt(numbers.get().group(1), 16);
    int subordinate =
        numbers.get().group(2) == null ? secondary : Integer.parseInt(numbers.get().group(2), 16);
    chainOpen = false;
    ToldFunctionBuilder bridge = device.get();
    bridge.buses(secondary, subordinate);
    PciAddress address = bridge.address();
    flush();
    if (secondary > address.bus()) {
      readBelow(new PciBus(address.domain(), secondary), Optional.of(address), cursor, at);
    }
  }

  /// Hands the device over that was read last. A bridge without numbers is not configured.
  private void flush() {
    boolean withoutNumbers = chainOpen;
    chainOpen = false;
    device.ifPresent(told -> {
      if (withoutNumbers) {
        told.buses(0, 0);
      }
      DeviceName parsed = DeviceName.parse(name.toString());
      drawings.add(told.name(parsed.words()).id(parsed.id()).build());
    });
    device = Optional.empty();
    name = new StringBuilder();
  }
}
