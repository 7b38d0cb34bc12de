package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.ToldFunction;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import io.peerscope.engine.topology.Parent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts the lines of one listing of lspci together, function by function.
///
/// Mail programs break long lines: a line that is not indented, where the word it starts with did
/// not fit on the line before, is the rest of that line.
final class LspciReader implements LineSink {

  /// Narrowest width at which a mail program breaks lines.
  private static final int NARROWEST_BREAK = 66;

  /// Longest text that a function is described with in one line; lspci stays below 1,024.
  private static final int LONGEST_TEXT = 4096;

  private static final int ROW = 16;
  private static final int MOST_HEADERS = 1000;
  private static final Pattern PROMPT =
      Pattern.compile("[^ ]*[$#%] .*|\\[.*\\][$#] ?.*|.*\\blspci\\b.*");

  /// What begins a line of its own, also where indentation was lost: a property of a function, or
  /// an item of a list or of a comparison.
  private static final Pattern NO_REST =
      Pattern.compile(
          "(?:Subsystem|DeviceName|Physical Slot|Control|Status|Flags|Latency|Interrupt|NUMA node"
              + "|IOMMU group|Bus|Capabilities|Region [0-9]|Kernel driver in use|Kernel modules"
              + "|[A-Z][A-Za-z0-9]{1,12}(?:Cap|Ctl|Sta)2?):"
              + "|(?:Capabilities: \\[|Memory at |I/O ports at |Expansion ROM at )"
              + "|[-+*•] ?(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]\\b");

  private final String file;
  private final Listing listing;
  private final DiagnosticLog log;
  private final ClassNames classNames;
  private final List<Description> descriptions = new ArrayList<>();
  private final Map<String, HeaderLine> headers = new HashMap<>();
  private Optional<FunctionDraft> function = Optional.empty();
  private Optional<Description> description = Optional.empty();
  private Optional<HexDump> dump = Optional.empty();
  private Optional<Unfinished> unfinished = Optional.empty();
  private int margin;
  private boolean textOpen;
  private boolean partial;
  private boolean rowsAstray;
  private final PathBuses pathBuses = new PathBuses();
  private int rows;

  /// A header or property that the next line may go on with.
  ///
  /// @param text empty for a line that is ignored, then what it is continued with
  /// @param length letters of the whole text
  /// @param isInside whether it stands in the verbose text of a function
  private record Unfinished(
      int line, boolean isHeader, String text, int length, int width, boolean isInside) {

    static Unfinished of(int line, boolean isHeader, String text, int width, boolean isInside) {
      return new Unfinished(line, isHeader, text, text.length(), width, isInside);
    }

    Unfinished with(int column, String more) {
      return new Unfinished(
          line,
          isHeader,
          text + " " + more,
          length + 1 + more.length(),
          column + more.length(),
          isInside);
    }
  }

  LspciReader(String file, Listing listing, ClassNames classNames) {
    this.file = file;
    this.listing = listing;
    this.log = listing.log();
    this.classNames = classNames;
  }

  /// The input is over; gives the format it turned out to have, or empty.
  ///
  /// @param endsInLine whether the last line has no end
  Optional<String> end(boolean endsInLine) {
    finishLine();
    if (endsInLine || (textOpen && dump.isEmpty())) {
      description.ifPresent(Description::cutOff);
    }
    listing.tellRootBuses(pathBuses.rootBuses());
    return format();
  }

  private Optional<String> format() {
    if (rows > 0) {
      return Optional.of("lspci-hex");
    }
    if (descriptions.stream().anyMatch(Description::isVerbose)) {
      return Optional.of("lspci-verbose");
    }
    return descriptions.stream().anyMatch(text -> text.header().plausible())
        ? Optional.of("lspci-terse")
        : Optional.empty();
  }

  @Override
  public void hexRow(int line, int offset, byte[] row, int count, RowEnding ending) {
    finishLine();
    boolean goesOn = dump.filter(rows -> rows.length() == offset).isPresent();
    if (function.isEmpty() || !(textOpen || goesOn)) {
      reportAstray(line);
      return;
    }
    rows++;
    if (partial) {
      dump(function.get()).put(offset, row, count, line, new DiagnosticLog());
    } else {
      reportEnding(line, count, ending);
      dump(function.get()).put(offset, row, count, line, log);
    }
  }

  @Override
  public void hexBlock(int line, HexBlock block) {
    finishLine();
    if (function.isEmpty() || !textOpen || dump.isPresent()) {
      block.forEachRow(line, this);
      return;
    }
    rows += block.rows();
    dump(function.get()).put(block, line);
  }

  private HexDump dump(FunctionDraft draft) {
    if (dump.isPresent()) {
      return dump.get();
    }
    var first = new HexDump(file);
    dump = Optional.of(first);
    draft.add(first);
    return first;
  }

  private void reportAstray(int line) {
    if (!rowsAstray) {
      rowsAstray = true;
      log.warning("row-without-function", "no function is named above this hex row", at(line));
    }
  }

  private void reportEnding(int line, int count, RowEnding ending) {
    switch (ending) {
      case HALF_A_BYTE ->
          log.warning("truncated-row", "the row ends in the middle of a byte", at(line));
      case GARBAGE ->
          log.warning(
              "malformed-row",
              "what follows the first %s bytes of the row is no hex".formatted(count),
              at(line));
      case END_OF_LINE -> {
        if (count % ROW != 0) {
          log.warning("truncated-row", "the row has only %s bytes".formatted(count), at(line));
        }
      }
    }
  }

  @Override
  public void header(int line, int column, PciAddress address, String text) {
    finishLine();
    if (text.length() > LONGEST_TEXT) {
      tooLong(line);
      return;
    }
    pathBuses.see(address);
    start(listing.draft(address, at(line)), line, column, text);
  }

  private void start(FunctionDraft draft, int line, int column, String text) {
    function = Optional.of(draft);
    description = Optional.empty();
    dump = Optional.empty();
    margin = column;
    textOpen = true;
    partial = false;
    int width = column + draft.address().toString().length() + 1 + text.length();
    unfinished = Optional.of(Unfinished.of(line, true, text, width, false));
  }

  @Override
  public void text(int line, int column, String text) {
    if (text.length() > LONGEST_TEXT) {
      tooLong(line);
      return;
    }
    if (listing.machine().readMap(column, text, at(line))) {
      finishLine();
      return;
    }
    if (textOpen && continues(column, text)) {
      unfinished = unfinished.map(start -> start.with(column, text));
      return;
    }
    finishLine();
    if (text.isEmpty()) {
      textOpen = false;
    } else if (text.equals(PartialDump.MARK)) {
      partial = true;
    } else if (!text.startsWith("#")) {
      unfinished =
          Optional.of(Unfinished.of(line, false, text, column + text.length(), isInside(column)));
    }
  }

  /// Most lines of verbose text are of a capability that nothing is kept of. What they are
  /// continued with is ignored as well, for it begins with a blank then.
  @Override
  public boolean ignores(int column, byte letter) {
    return isInside(column)
        && letter != PartialDump.MARK.charAt(0)
        && description.filter(current -> current.ignores(letter)).isPresent();
  }

  @Override
  public void ignored(int line, int column, int length) {
    finishLine();
    unfinished = Optional.of(new Unfinished(line, false, "", length, column + length, true));
  }

  private boolean continues(int column, String text) {
    if (unfinished.isEmpty() || column > margin || text.isEmpty()) {
      return false;
    }
    if (unfinished.get().length() + text.length() > LONGEST_TEXT) {
      return false;
    }
    int firstBlank = text.indexOf(' ');
    int firstWord = firstBlank < 0 ? text.length() : firstBlank;
    if (NO_REST.matcher(text).lookingAt()) {
      return false;
    }
    return unfinished.get().width() + 1 + firstWord > NARROWEST_BREAK
        && !text.startsWith("#")
        && !PROMPT.matcher(text).matches();
  }

  private void finishLine() {
    if (unfinished.isEmpty()) {
      return;
    }
    Unfinished whole = unfinished.get();
    unfinished = Optional.empty();
    if (whole.isHeader()) {
      describe(whole);
      return;
    }
    if (!whole.isInside()) {
      listing.machine().read(whole.text(), at(whole.line()));
    }
    if (textOpen) {
      description.ifPresent(current -> current.read(whole.text(), at(whole.line())));
    }
  }

  private void describe(Unfinished header) {
    var current = new Description(headerOf(header.text()), at(header.line()));
    descriptions.add(current);
    function.ifPresent(draft -> draft.add(current));
    description = Optional.of(current);
  }

  /// A machine has few kinds of functions, and their headers differ in the address alone.
  private HeaderLine headerOf(String text) {
    return headers.size() < MOST_HEADERS
        ? headers.computeIfAbsent(text, words -> HeaderLine.parse(words, classNames))
        : HeaderLine.parse(text, classNames);
  }

  @Override
  public void tooLong(int line) {
    finishLine();
    textOpen = false;
    log.error("line-too-long", "the line is too long to be one of lspci; it is left out", at(line));
  }

  @Override
  public void below(int line, PciAddress address, PciAddress bridge) {
    finishLine();
    listing.draft(address, at(line)).add(place(address, bridge, line));
  }

  private ToldFunction place(PciAddress address, PciAddress bridge, int line) {
    return new ToldFunctionBuilder(address, at(line), Trust.LSPCI_PATH)
        .parent(new Parent.Below(bridge))
        .build();
  }

  /// The bus numbers are counted: whether they can be used is decided when all is read.
  @Override
  public void pathWithoutBus(int line, int column, String path, String text) {
    finishLine();
    Optional<PathBuses.Place> found =
        text.length() > LONGEST_TEXT ? Optional.empty() : pathBuses.placeOf(path);
    if (found.isEmpty()) {
      leaveFunction();
      return;
    }
    PciAddress address = found.get().address();
    FunctionDraft draft = listing.countedDraft(address, at(line));
    draft.add(place(address, found.get().bridge(), line));
    start(draft, line, column, text);
  }

  @Override
  public void machineReadable(int line, int column, String text) {
    leaveFunction();
  }

  /// Whether a line indented so belongs to the verbose text of a function.
  boolean isInside(int column) {
    return textOpen
        && column > margin
        && description.filter(Description::registersShown).isPresent();
  }

  /// The line belongs to another format.
  void otherFormat() {
    leaveFunction();
  }

  private void leaveFunction() {
    finishLine();
    function = Optional.empty();
    description = Optional.empty();
    textOpen = false;
  }

  private SourcePosition at(int line) {
    return new SourcePosition(file, line);
  }
}
