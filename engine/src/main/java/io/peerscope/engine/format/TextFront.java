package io.peerscope.engine.format;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Shows each line of a text to the readers of all formats: people paste several outputs in one
/// text, with prose around them.
///
/// A line that one of them knows is withheld from the reader of listings, which would take it for
/// the rest of a line that a mail program broke.
final class TextFront implements LineSink {

  private final String file;
  private final LspciReader lspci;
  private final List<LineReader> readers;
  private final Set<String> formats = new LinkedHashSet<>();

  TextFront(String file, LspciReader lspci, List<LineReader> readers) {
    this.file = file;
    this.lspci = lspci;
    this.readers = readers;
  }

  /// Reads the whole text and gives the formats found in it, those of lspci first.
  List<String> read(byte[] content) {
    new LineScanner(content, this).scan();
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
    lspci.hexRow(line, offset, row, count, ending);
  }

  @Override
  public void header(int line, int column, PciAddress address, String text) {
    var header = new TextLine(file, line, column, text);
    readers.forEach(reader -> reader.function(header, address));
    lspci.header(line, column, address, text);
  }

  @Override
  public void text(int line, int column, String text) {
    boolean mayBeOther = text.isEmpty() || !lspci.isInside(column);
    if (mayBeOther && isTaken(new TextLine(file, line, column, text))) {
      lspci.otherFormat();
    } else {
      lspci.text(line, column, text);
    }
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
    lspci.otherFormat();
    isTaken(new TextLine(file, line, column, text));
  }

  private boolean isTaken(TextLine line) {
    for (LineReader reader : readers) {
      if (reader.read(line)) {
        formats.add(reader.format());
        return true;
      }
    }
    return false;
  }
}
