package io.peerscope.engine.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/// The blocks of hex in a large text, found and decoded before anything else is read of it, several
/// parts of the text at once.
///
/// They are nearly all of a big dump, and nothing but digits, colons, blanks and line ends is in
/// them: whoever looks for something else need not look there. Only rows exactly as lspci prints
/// them are taken; all others are left to [LineScanner].
final class HexBlocks {

  /// A text is looked through for blocks where one begins so early.
  private static final int LOOKED_AT = 256 * 1024;

  /// A smaller text is read in no time anyway.
  private static final int SMALLEST = 64 * 1024;

  private static final int SMALLEST_PART = 4 * 1024 * 1024;
  private static final int MOST_PARTS = 8;
  private static final HexBlocks NONE = new HexBlocks(List.of());

  private final List<HexBlock> blocks;

  private HexBlocks(List<HexBlock> blocks) {
    this.blocks = blocks;
  }

  static HexBlocks none() {
    return NONE;
  }

  /// The blocks of a text; none of a small one.
  static HexBlocks of(byte[] text) {
    if (text.length < SMALLEST) {
      return NONE;
    }
    boolean hasAny = !new HexBlockScan(text, 0, Math.min(LOOKED_AT, text.length)).find().isEmpty();
    int parts = Math.clamp(text.length / SMALLEST_PART, 1, MOST_PARTS);
    return hasAny ? of(text, parts) : NONE;
  }

  static HexBlocks of(List<HexBlock> blocks) {
    return new HexBlocks(blocks);
  }

  static HexBlocks of(byte[] text, int parts) {
    int[] starts = new int[parts + 1];
    for (int part = 1; part < parts; part++) {
      starts[part] = boundary(text, starts[part - 1], (int) ((long) text.length * part / parts));
    }
    starts[parts] = text.length;
    return new HexBlocks(
        IntStream.range(0, parts)
            .parallel()
            .mapToObj(part -> new HexBlockScan(text, starts[part], starts[part + 1]).find())
            .flatMap(Collection::stream)
            .toList());
  }

  /// Behind the next empty line, where a block is over; where none comes soon, the part before ends
  /// with the one before.
  private static int boundary(byte[] text, int previous, int wanted) {
    int behind = behindEmptyLine(text, Math.max(previous, wanted), wanted + SMALLEST);
    return behind < 0 ? previous : behind;
  }

  /// Behind the first empty line between two places; -1 where there is none.
  static int behindEmptyLine(byte[] text, int from, int to) {
    for (int at = from; at + 1 < Math.min(text.length, to); at++) {
      if (text[at] == '\n' && text[at + 1] == '\n') {
        return at + 2;
      }
    }
    return -1;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  int size() {
    return blocks.size();
  }

  HexBlock get(int index) {
    return blocks.get(index);
  }

  /// Whether one of some bytes stands outside of the blocks, among the first `length` of a text.
  ///
  /// @param wanted no byte that a block can hold
  boolean holdsOutside(byte[] text, int length, String wanted) {
    int from = 0;
    List<HexBlock> around = new ArrayList<>(blocks);
    around.add(new HexBlock(length, length, 0, new byte[0]));
    for (HexBlock block : around) {
      for (int at = from; at < Math.min(block.start(), length); at++) {
        if (wanted.indexOf(text[at]) >= 0) {
          return true;
        }
      }
      from = block.end();
      if (from >= length) {
        break;
      }
    }
    return false;
  }
}
