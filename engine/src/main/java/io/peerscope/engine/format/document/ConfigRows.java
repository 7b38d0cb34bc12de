package io.peerscope.engine.format.document;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.format.document.JsonValue.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Configuration space as rows of 16 bytes, each with the line of the input it stood in.
///
///     000 @118: 86 80 c0 29 …
///     0a0-fff @128: 00 00 00 00 …      rows a0 to ff0, all alike, in lines 128, 129, 130 …
///     040 @0: ff ff ff ff …            not told; what is there reads so
final class ConfigRows {

  private static final int ROW = 16;

  /// Letters that spell a row: two digits for each byte, and blanks between.
  private static final int SPELLED = 3 * ROW - 1;

  private static final int MOST_LINE_DIGITS = 9;
  private static final byte[] DIGITS = digits();
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private final byte[] bytes = new byte[ConfigSpace.EXTENDED_SIZE];
  private final int[] lines = new int[ConfigSpace.EXTENDED_SIZE / ROW];
  private int length;

  /// Where the bytes of the row before are spelled; -1 where they have not been.
  private int spelled = -1;

  /// Nothing is read yet.
  ConfigRows() {}

  static List<JsonValue> write(ConfigSpace config) {
    byte[] bytes = bytesOf(config);
    List<JsonValue> rows = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int end = at + ROW;
      while (isAlike(config, bytes, at, end)) {
        end += ROW;
      }
      rows.add(new Text(spell(config, bytes, at, Math.min(end, bytes.length))));
      at = end;
    }
    return rows;
  }

  private static byte[] bytesOf(ConfigSpace config) {
    byte[] bytes = new byte[config.length()];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) config.u8(at);
    }
    return bytes;
  }

  /// Whether the row at `next` can be written together with the one at `first`.
  private static boolean isAlike(ConfigSpace config, byte[] bytes, int first, int next) {
    int rows = (next - first) / ROW;
    int line = config.lineOf(first);
    return next + ROW <= bytes.length
        && config.lineOf(next) == (line == 0 ? 0 : line + rows)
        && Arrays.equals(bytes, first, first + ROW, bytes, next, next + ROW);
  }

  private static String spell(ConfigSpace config, byte[] bytes, int first, int end) {
    boolean isOne = end - first <= ROW;
    return Hex.padded(first, 3)
        + (isOne ? "" : "-" + Hex.padded(end - 1, 3))
        + " @"
        + config.lineOf(first)
        + ": "
        + SPACED.formatHex(bytes, first, isOne ? end : first + ROW);
  }

  private static ConfigSpace read(List<JsonValue> rows) {
    var reading = new ConfigRows();
    for (JsonValue row : rows) {
      reading.add(new RowText(Values.string(row)));
    }
    return reading.config();
  }

  ConfigSpace config() {
    return ConfigSpace.takeOver(
        Arrays.copyOf(bytes, length), Arrays.copyOf(lines, (length + ROW - 1) / ROW));
  }

  /// Forgets what was read.
  void clear() {
    length = 0;
    spelled = -1;
  }

  /// The value of each lower-case hex digit; -1 for any other letter.
  private static byte[] digits() {
    var digits = new byte[1 << Byte.SIZE];
    Arrays.fill(digits, (byte) -1);
    for (int value = 0; value < 16; value++) {
      digits[Character.forDigit(value, 16)] = (byte) value;
    }
    return digits;
  }

  /// Takes the next row where it is spelled as nearly all are, with sixteen bytes for itself alone.
  ///
  /// @param from index behind the quote before it
  /// @return index behind the quote after it; -1 where it is another row, and not taken
  int addWhole(byte[] text, int from, int end) {
    int at = behindOffset(text, from, end);
    if (at < 0) {
      return -1;
    }
    int start = at;
    int line = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      line = line * 10 + text[at++] - '0';
    }
    int behind = at + 2 + SPELLED + 1;
    if (at == start
        || at - start > MOST_LINE_DIGITS
        || behind > end
        || text[at] != ':'
        || text[at + 1] != ' '
        || text[behind - 1] != '"'
        || !takeBytes(text, at + 2)) {
      return -1;
    }
    lines[length / ROW] = line;
    length += ROW;
    return behind;
  }

  /// Index behind the offset of the next row and what stands before its line; -1 where that is not
  /// what comes.
  private int behindOffset(byte[] text, int from, int end) {
    int at = from;
    if (at + 5 > end || text[at + 3] != ' ' || text[at + 4] != '@') {
      return -1;
    }
    int offset =
        DIGITS[text[at] & 0xff] << 8
            | DIGITS[text[at + 1] & 0xff] << 4
            | DIGITS[text[at + 2] & 0xff];
    return offset == length && offset % ROW == 0 ? at + 5 : -1;
  }

  /// Takes sixteen bytes; mostly they are those of the row before.
  private boolean takeBytes(byte[] text, int from) {
    boolean isAlike =
        spelled >= 0 && Arrays.equals(text, spelled, spelled + SPELLED, text, from, from + SPELLED);
    if (isAlike) {
      System.arraycopy(bytes, length - ROW, bytes, length, ROW);
    } else if (!isDecoded(text, from)) {
      return false;
    }
    spelled = from;
    return true;
  }

  private boolean isDecoded(byte[] text, int from) {
    int wrong = 0;
    for (int n = 0; n < ROW; n++) {
      int at = from + 3 * n;
      int value = DIGITS[text[at] & 0xff] << 4 | DIGITS[text[at + 1] & 0xff];
      wrong |= n > 0 && text[at - 1] != ' ' ? -1 : value;
      bytes[length + n] = (byte) value;
    }
    return wrong >= 0;
  }

  /// Takes the next row.
  ///
  /// @throws IllegalArgumentException where it is none, or does not follow
  void add(RowText row) {
    int first = row.offset();
    boolean isRun = row.skip('-');
    int last = isRun ? row.offset() : 0;
    row.need(" @");
    int line = row.line();
    row.need(": ");
    int count = first + ROW <= bytes.length ? row.bytes(bytes, first, ROW) : 0;
    int end = isRun ? last + 1 : first + count;
    if (first != length || first % ROW != 0 || end <= first) {
      throw new IllegalArgumentException(
          "row %03x does not follow on %03x".formatted(first, length));
    }
    if (isRun && (count != ROW || end % ROW != 0)) {
      throw new IllegalArgumentException("\"%s\" is no run of rows".formatted(row));
    }
    lines[first / ROW] = line;
    for (int at = first + ROW; at < end; at += ROW) {
      System.arraycopy(bytes, first, bytes, at, ROW);
      lines[at / ROW] = line == 0 ? 0 : line + (at - first) / ROW;
    }
    length = end;
    spelled = -1;
  }

  /// @throws IllegalArgumentException where it is no list of rows
  static ConfigSpace decode(JsonValue value) {
    if (value instanceof JsonValue.Items(var rows)) {
      return read(rows);
    }
    throw new IllegalArgumentException("it is not a list");
  }
}
