package io.peerscope.engine.format;

import io.peerscope.engine.config.ConfigSpace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the blocks of hex in a part of a text.
///
///     00: f4 1a 0a 00 06 00 10 00 00 00 00 02 00 00 00 00
///     …
///     100: 01 00 02 15 00 00 00 00 00 00 00 00 00 00 00 00
///
/// Most rows of extended space hold nothing but zeros, which is seen faster than decoded.
final class HexBlockScan {

  private static final int ROW = HexBlock.ROW;
  private static final int MOST_ROWS = ConfigSpace.EXTENDED_SIZE / ROW;
  private static final int FEWEST_ROWS = 2;
  private static final int COLUMN = 3;

  /// Letters of sixteen bytes with blanks between.
  private static final int LETTERS = ROW * COLUMN - 1;

  private static final byte[] ZEROS =
      "00 ".repeat(ROW).substring(0, LETTERS).getBytes(StandardCharsets.ISO_8859_1);

  private final byte[] text;
  private final int end;
  private final byte[] decoded = new byte[ConfigSpace.EXTENDED_SIZE];
  private final List<HexBlock> found = new ArrayList<>();
  private int at;

  /// How many of the decoded bytes lie before the zeros at the end.
  private int used;

  /// @param start where a line starts
  HexBlockScan(byte[] text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  List<HexBlock> find() {
    while (at < end) {
      if (text[at] != '0' || !block()) {
        skipLine();
      }
    }
    return found;
  }

  private void skipLine() {
    while (at < end && text[at] != '\n') {
      at++;
    }
    at++;
  }

  /// Takes the block that starts here; false where none does.
  private boolean block() {
    int start = at;
    int row = 0;
    used = 0;
    while (row < MOST_ROWS && row(row)) {
      row++;
    }
    if (row < FEWEST_ROWS) {
      at = start;
      return false;
    }
    found.add(new HexBlock(start, at, row, Arrays.copyOf(decoded, used)));
    return true;
  }

  /// Takes the row with that number and goes behind it; false where something else stands there.
  private boolean row(int number) {
    int first = number < ROW ? at : at + 1;
    int bytes = first + COLUMN + 1;
    boolean hasOffset =
        bytes + LETTERS < end
            && text[bytes + LETTERS] == '\n'
            && text[first + 1] == '0'
            && text[first + 2] == ':'
            && text[first + 3] == ' '
            && digit(first) == (number & 0xf)
            && (number < ROW || digit(at) == number >> 4);
    if (!hasOffset || !decode(bytes, number * ROW)) {
      return false;
    }
    at = bytes + LETTERS + 1;
    return true;
  }

  private int digit(int index) {
    return HexDigits.value(text[index]);
  }

  private boolean decode(int from, int to) {
    if (Arrays.equals(text, from, from + LETTERS, ZEROS, 0, LETTERS)) {
      return true;
    }
    int bad = 0;
    int all = 0;
    for (int n = 0; n < ROW; n++) {
      int value =
          HexDigits.value(text[from + COLUMN * n]) << 4
              | HexDigits.value(text[from + COLUMN * n + 1]);
      int blank = n < ROW - 1 ? text[from + COLUMN * n + 2] ^ ' ' : 0;
      bad |= value | -blank | blank;
      all |= value;
      decoded[to + n] = (byte) value;
    }
    if (bad < 0) {
      return false;
    }
    if (all != 0) {
      keep(to);
    }
    return true;
  }

  /// The row that was decoded is not all zeros; those before it may have been.
  private void keep(int from) {
    if (used < from) {
      Arrays.fill(decoded, used, from, (byte) 0);
    }
    used = from + ROW;
    while (decoded[used - 1] == 0) {
      used--;
    }
  }
}
