package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Shows each line of a text to the readers of all formats: people paste several outputs in one
/// text, with prose around them.
///
/// A line that one of them knows is withheld from the reader of listings, which would take it for
/// the rest of a line that a mail program broke.
final class TextFront implements LineSink {

  /// A function behind the mark of `diff`; drawings of trees have one blank less or more.
  private static final Pattern OF_A_COMPARISON =
      Pattern.compile("[-+](?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7] \\S");

  private final String file;
  private final LspciReader lspci;
  private final List<LineReader> readers;
  private final Set<String> formats = new LinkedHashSet<>();
  private final OtherHosts hosts;
  private final DiagnosticLog log;
  private final boolean hasXml;
  private boolean comparisonReported;

  /// @param hasXml whether elements were read already, whose lines are no other format's
  TextFront(
      String file, LspciReader lspci, List<LineReader> readers, boolean hasXml, DiagnosticLog log) {
    this.hasXml = hasXml;
    this.hosts = new OtherHosts(file, log);
    this.log = log;
    this.file = file;
    this.lspci = lspci;
    this.readers = readers;
  }

  /// Reads the whole text and gives the formats found in it, those of lspci first.
  ///
  /// @param blocks the hex blocks of it
  List<String> read(byte[] content, HexBlocks blocks) {
    new LineScanner(content, blocks, this).scan();
    readers.forEach(LineReader::end);
    boolean endsInLine = content.length > 0 && content[content.length - 1] != '\n';
    Optional<String> listing = lspci.end(endsInLine);
    Set<String> found = new LinkedHashSet<>();
    listing.ifPresent(found::add);
    found.addAll(formats);
    return List.copyOf(found);
  }

  @Override
  public void hexRow(int line, int offset, byte[] row, int count, RowEnding ending) {
    if (!hosts.elsewhere()) {
      hosts.content();
      lspci.hexRow(line, offset, row, count, ending);
    }
  }

  @Override
  public void hexBlock(int line, HexBlock block) {
    if (!hosts.elsewhere()) {
      hosts.content();
      lspci.hexBlock(line, block);
    }
  }

  @Override
  public void header(int line, int column, PciAddress address, String text) {
    if (hosts.elsewhere()) {
      return;
    }
    hosts.content();
    var header = new TextLine(file, line, column, text);
    readers.forEach(reader -> reader.function(header, address));
    lspci.header(line, column, address, text);
  }

  @Override
  public void text(int line, int column, String text) {
    if (hasXml && text.startsWith("<")) {
      lspci.otherFormat();
      return;
    }
    hosts.see(line, text);
    if (hosts.elsewhere()) {
      lspci.otherFormat();
      return;
    }
    if (isOfAComparison(text)) {
      reportComparison(line);
      lspci.otherFormat();
      return;
    }
    boolean mayBeOther = text.isEmpty() || !lspci.isInside(column);
    if (mayBeOther && isTaken(new TextLine(file, line, column, text))) {
      lspci.otherFormat();
    } else {
      lspci.text(line, column, text);
    }
  }

  /// A line with `@` may be a prompt, and is never ignored.
  @Override
  public boolean ignores(int column, byte letter) {
    return !hosts.elsewhere() && lspci.ignores(column, letter);
  }

  @Override
  public void ignored(int line, int column, int length) {
    lspci.ignored(line, column, length);
  }

  @Override
  public void tooLong(int line) {
    lspci.tooLong(line);
  }

  @Override
  public void below(int line, PciAddress function, PciAddress bridge) {
    lspci.below(line, function, bridge);
  }

  @Override
  public void pathWithoutBus(int line, int column, String path, String text) {
    lspci.pathWithoutBus(line, column, path, text);
  }

  @Override
  public void machineReadable(int line, int column, String text) {
    if (hosts.elsewhere()) {
      return;
    }
    lspci.otherFormat();
    isTaken(new TextLine(file, line, column, text));
  }

  private static boolean isOfAComparison(String text) {
    boolean canBe = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
    return canBe && OF_A_COMPARISON.matcher(text).lookingAt();
  }

  private void reportComparison(int line) {
    if (!comparisonReported) {
      comparisonReported = true;
      log.warning(
          "comparison",
          "lines that begin with + or - compare two states; they are left out",
          new SourcePosition(file, line));
    }
  }

  private boolean isTaken(TextLine line) {
    for (LineReader reader : readers) {
      if (reader.read(line)) {
        hosts.content();
        formats.add(reader.format());
        return true;
      }
    }
    return false;
  }
}
