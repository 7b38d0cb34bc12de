package io.peerscope.engine.format;

import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of one function while its hex rows come in.
final class HexDump {

  private static final int ROW = 16;
  private static final int WHOLE_ROW = 0xffff;

  private final String file;
  private byte[] bytes = {};
  private char[] told = {};
  private int[] lines = {};
  private int length;

  /// The rows, while nothing but a block was told; the arrays are empty then.
  private Optional<HexBlock> block = Optional.empty();

  private int lineOfBlock;

  HexDump(String file) {
    this.file = file;
  }

  /// Takes the first rows in, all at once.
  ///
  /// @param line the line of the first one
  void put(HexBlock rows, int line) {
    block = Optional.of(rows);
    lineOfBlock = line;
    length = rows.length();
  }

  private void openBlock() {
    HexBlock rows = block.orElseThrow();
    block = Optional.empty();
    makeRoom(rows.length());
    System.arraycopy(rows.bytes(), 0, bytes, 0, rows.bytes().length);
    Arrays.fill(bytes, rows.bytes().length, rows.length(), (byte) 0);
    for (int row = 0; row < rows.rows(); row++) {
      told[row] = WHOLE_ROW;
      lines[row] = lineOfBlock + row;
    }
  }

  /// Bytes that were read as they are; what stands for a line is the number of the row, from 1.
  static HexDump of(String file, ConfigSpace config) {
    var dump = new HexDump(file);
    dump.makeRoom(config.length());
    for (int at = 0; at < config.length(); at++) {
      dump.bytes[at] = (byte) config.u8(at);
      dump.mark(at, at / ROW + 1);
    }
    dump.length = config.length();
    return dump;
  }

  String file() {
    return file;
  }

  /// Number of bytes from offset 0 to the highest one told.
  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /// The line of the first row, or 0.
  int firstLine() {
    if (block.isPresent()) {
      return lineOfBlock;
    }
    return Arrays.stream(lines).filter(line -> line != 0).min().orElse(0);
  }

  /// Takes a row in and reports where it does not continue the one before.
  ///
  /// @param count how many bytes of `row` there are
  void put(int offset, byte[] row, int count, int line, DiagnosticLog log) {
    if (block.isPresent()) {
      openBlock();
    }
    int kept = Math.min(count, ConfigSpace.EXTENDED_SIZE - offset);
    if (kept < count) {
      log.warning(
          "offset-out-of-range",
          "offset %x is beyond the %x bytes of configuration space"
              .formatted(offset + count - 1, ConfigSpace.EXTENDED_SIZE),
          new SourcePosition(file, line));
    }
    if (kept <= 0) {
      return;
    }
    makeRoom(offset + kept);
    if (offset == length) {
      append(row, kept, line);
      return;
    }
    if (offset > length) {
      log.warning(
          "offset-jump",
          "the row at %02x follows one that ends at %02x; what is between is unknown"
              .formatted(offset, length),
          new SourcePosition(file, line));
      length = offset;
      append(row, kept, line);
      return;
    }
    fillIn(offset, row, kept, line, log);
  }

  private void makeRoom(int size) {
    if (size > bytes.length) {
      int before = bytes.length;
      int room =
          size > ConfigSpace.CONVENTIONAL_SIZE
              ? ConfigSpace.EXTENDED_SIZE
              : ConfigSpace.CONVENTIONAL_SIZE;
      bytes = Arrays.copyOf(bytes, room);
      Arrays.fill(bytes, before, room, (byte) 0xff);
      told = Arrays.copyOf(told, room / ROW);
      lines = Arrays.copyOf(lines, room / ROW);
    }
  }

  private void append(byte[] row, int count, int line) {
    System.arraycopy(row, 0, bytes, length, count);
    if (count == ROW && length % ROW == 0) {
      told[length / ROW] = WHOLE_ROW;
      lines[length / ROW] = line;
    } else {
      for (int at = length; at < length + count; at++) {
        mark(at, line);
      }
    }
    length += count;
  }

  private void mark(int offset, int line) {
    told[offset / ROW] |= (char) (1 << (offset % ROW));
    if (lines[offset / ROW] == 0) {
      lines[offset / ROW] = line;
    }
  }

  private void fillIn(int offset, byte[] row, int count, int line, DiagnosticLog log) {
    int repeated = 0;
    boolean differs = false;
    for (int n = 0; n < count; n++) {
      int at = offset + n;
      if (!isTold(at)) {
        bytes[at] = row[n];
        mark(at, line);
        length = Math.max(length, at + 1);
      } else {
        repeated++;
        differs |= bytes[at] != row[n];
      }
    }
    if (repeated > 0) {
      String what =
          differs ? "told twice with different bytes; the first count" : "told twice, alike";
      log.warning(
          "duplicate-row",
          "offset %02x is %s".formatted(offset, what),
          new SourcePosition(file, line));
    }
  }

  private boolean isTold(int offset) {
    return (told[offset / ROW] & (1 << (offset % ROW))) != 0;
  }

  /// All that was told. A row inside the dump that lacks bytes counts as not told, because facts
  /// are marked by row; its bytes are kept.
  ConfigSpace toConfigSpace() {
    if (block.isPresent()) {
      return ConfigSpace.ofRows(block.get().bytes(), length, lineOfBlock);
    }
    int rows = (length + ROW - 1) / ROW;
    int[] rowLines = Arrays.copyOf(lines, rows);
    for (int row = 0; row < rows; row++) {
      int expected = row == rows - 1 && length % ROW != 0 ? (1 << (length % ROW)) - 1 : WHOLE_ROW;
      if (told[row] != expected) {
        rowLines[row] = 0;
      }
    }
    return ConfigSpace.takeOver(Arrays.copyOf(bytes, length), rowLines);
  }
}
