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
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private final byte[] bytes = new byte[ConfigSpace.EXTENDED_SIZE];
  private final int[] lines = new int[ConfigSpace.EXTENDED_SIZE / ROW];
  private int length;

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
  }

  /// @throws IllegalArgumentException where it is no list of rows
  static ConfigSpace decode(JsonValue value) {
    if (value instanceof JsonValue.Items(var rows)) {
      return read(rows);
    }
    throw new IllegalArgumentException("it is not a list");
  }
}
