package io.peerscope.engine.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// Reads a part of a dump piece by piece, decodes what is hex, and keeps the rest.
///
/// A piece ends behind an empty line, so that no block is cut.
final class DumpPart {

  private static final int PIECE = 512 * 1024;

  /// What is neither text nor hex of a dump, and where it occurs the whole file has to be looked
  /// at.
  private static final boolean[] STRANGE = strange();

  private final byte[] buffer = new byte[PIECE];
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private final List<HexBlock> blocks = new ArrayList<>();
  private boolean isStrange;

  private static boolean[] strange() {
    boolean[] strange = new boolean[256];
    for (int letter = 0; letter < ' '; letter++) {
      strange[letter] = letter != '\n' && letter != '\r' && letter != '\t';
    }
    InputReader.MARKUP.chars().forEach(letter -> strange[letter] = true);
    return strange;
  }

  /// Reads a part of a file.
  static DumpPart read(FileChannel file, long start, long end) throws IOException {
    var part = new DumpPart();
    part.readAll(file, start, end);
    return part;
  }

  private void readAll(FileChannel file, long start, long end) throws IOException {
    long next = start;
    int filled = 0;
    while ((next < end || filled > 0) && !isStrange) {
      int wanted = (int) Math.min(end - next, PIECE - filled);
      int count = WholeFile.read(file, next, buffer, filled, wanted);
      isStrange |= count < wanted;
      next += count;
      filled += count;
      filled = takePieces(filled, next == end);
    }
  }

  /// Takes what is whole, and gives how much is left in the buffer.
  private int takePieces(int filled, boolean isLast) {
    int end = isLast ? filled : endOfPiece(filled);
    isStrange |= end == 0;
    take(end);
    System.arraycopy(buffer, end, buffer, 0, filled - end);
    return filled - end;
  }

  /// Behind the last empty line; 0 where there is none.
  private int endOfPiece(int filled) {
    for (int at = filled - 1; at > 0; at--) {
      if (buffer[at] == '\n' && buffer[at - 1] == '\n') {
        return at + 1;
      }
    }
    return 0;
  }

  private void take(int end) {
    int from = 0;
    for (HexBlock block : new HexBlockScan(buffer, 0, end).find()) {
      keep(from, block.start());
      blocks.add(new HexBlock(rest.size(), rest.size(), block.rows(), block.bytes()));
      from = block.end();
    }
    keep(from, end);
  }

  private void keep(int from, int to) {
    for (int at = from; at < to; at++) {
      isStrange |= STRANGE[buffer[at] & 0xff];
    }
    rest.write(buffer, from, to - from);
  }

  /// Whether the file may hold something else than a dump, or no empty lines.
  boolean isStrange() {
    return isStrange;
  }

  byte[] rest() {
    return rest.toByteArray();
  }

  /// The blocks, placed in what is left of the part.
  List<HexBlock> blocks() {
    return blocks;
  }
}
