package io.peerscope.engine.format.document;

import io.peerscope.engine.config.ConfigSpace;
import java.util.Optional;

/// Reads configuration space straight from the bytes of a document, as it is nearly always written:
/// an object with nothing but rows, whose texts need no decoding. A large document has a quarter of
/// a million of them.
final class PlainConfigRows {

  private final byte[] content;
  private final int end;
  private final ConfigRows rows;
  private int at;

  private PlainConfigRows(Slice slice, ConfigRows rows) {
    this.rows = rows;
    content = slice.content();
    at = slice.start();
    end = slice.end();
  }

  /// Empty where anything is unusual: another reader tells what.
  ///
  /// @param rows what to read into; nothing is in it yet
  static Optional<ConfigSpace> read(Slice slice, ConfigRows rows) {
    var reading = new PlainConfigRows(slice, rows);
    try {
      return reading.isRead() ? Optional.of(reading.rows.config()) : Optional.empty();
    } catch (IllegalArgumentException strange) {
      return Optional.empty();
    }
  }

  private boolean isRead() {
    if (!next('{') || !next('"') || !word("rows\"") || !next(':') || !next('[')) {
      return false;
    }
    do {
      if (!next('"')) {
        return false;
      }
      int behind = rows.addWhole(content, at, end);
      at = behind < 0 ? addOther() : behind;
    } while (next(','));
    return next(']') && next('}') && at == end;
  }

  /// Takes a row that is a run, short or wrong.
  private int addOther() {
    int start = at;
    while (at < end && content[at] != '"') {
      at++;
    }
    rows.add(new RowText(content, start, at));
    return at + 1;
  }

  /// Whether a letter comes next, perhaps after blanks; then it is taken.
  private boolean next(char letter) {
    while (at < end && (content[at] == ' ' || content[at] == '\n' || content[at] == '\t')) {
      at++;
    }
    boolean there = at < end && content[at] == letter;
    at += there ? 1 : 0;
    return there;
  }

  private boolean word(String letters) {
    for (int n = 0; n < letters.length(); n++) {
      if (at >= end || content[at] != letters.charAt(n)) {
        return false;
      }
      at++;
    }
    return true;
  }
}
