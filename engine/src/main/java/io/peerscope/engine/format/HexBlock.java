package io.peerscope.engine.format;

/// Rows of hex that follow each other as lspci prints them: from offset 0 on, sixteen bytes in
/// each.
final class HexBlock {

  static final int ROW = 16;

  private final int start;
  private final int end;
  private final int rows;
  private final byte[] bytes;

  /// @param start index of the first row in the text
  /// @param end index behind the last row
  /// @param rows how many there are
  /// @param bytes what they hold, without the zeros at the end
  HexBlock(int start, int end, int rows, byte[] bytes) {
    this.start = start;
    this.end = end;
    this.rows = rows;
    this.bytes = bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int rows() {
    return rows;
  }

  /// What the rows hold, without the zeros at the end; not a copy.
  byte[] bytes() {
    return bytes;
  }

  /// The same block in a text that more stands before.
  HexBlock movedBy(int more) {
    return new HexBlock(start + more, end + more, rows, bytes);
  }

  int length() {
    return rows * ROW;
  }

  /// Shows the block to somebody who takes rows.
  ///
  /// @param line the line of the first row
  void forEachRow(int line, LineSink sink) {
    var row = new byte[ROW];
    for (int n = 0; n < rows; n++) {
      for (int at = 0; at < ROW; at++) {
        int index = n * ROW + at;
        row[at] = index < bytes.length ? bytes[index] : 0;
      }
      sink.hexRow(line + n, n * ROW, row, ROW, LineSink.RowEnding.END_OF_LINE);
    }
  }
}
