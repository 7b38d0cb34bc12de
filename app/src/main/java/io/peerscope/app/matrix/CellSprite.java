package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.policy.PairWays;
import io.peerscope.engine.policy.Passage;

/// The picture of one cell.
///
/// Its colour and mark are what becomes of the DMA; where writes and reads fare differently, writes
/// have the upper left half and reads the lower right one. Below stand the four sub-verdicts, from
/// left to right: write direct, write mapped, read direct, read mapped. A full square is open, a
/// bar closed, a dot untold.
final class CellSprite {

  /// From this size on a cell has a mark; below, a pattern.
  static final int LEAST_WITH_MARK = 12;

  /// From this size on it shows the four sub-verdicts.
  static final int LEAST_WITH_WAYS = 22;

  /// From this size on there is room for words, so the mark stays small in its corner.
  static final int LEAST_WITH_WORDS = 64;

  private static final int PIPS = 4;

  private final Ink ink;
  private final Operations operations;
  private final int size;

  /// @param size of a cell without the space to the next
  CellSprite(Ink ink, Operations operations, int size) {
    this.ink = ink;
    this.operations = operations;
    this.size = size;
  }

  /// How large a cell is where cells are this far from each other.
  static int sizeAt(double pitch) {
    int whole = (int) Math.rint(pitch);
    return whole - (whole >= 20 ? 3 : whole >= LEAST_WITH_MARK ? 2 : 1);
  }

  Pixels of(int code) {
    VerdictKind upper = operations == Operations.READS ? Kinds.ofReads(code) : Kinds.ofWrites(code);
    VerdictKind lower =
        operations == Operations.WRITES ? Kinds.ofWrites(code) : Kinds.ofReads(code);
    var pixels = new Pixels(size, size, ink.background());
    if (size < LEAST_WITH_MARK - 2) {
      fillPattern(pixels, upper, lower);
      return pixels;
    }
    fillFace(pixels, upper, lower);
    marks(pixels, upper, lower);
    if (size >= LEAST_WITH_WAYS) {
      pips(pixels, PairWays.ofCode(code));
    }
    return pixels;
  }

  /// The cell of a function with itself.
  Pixels self() {
    var pixels = new Pixels(size, size, ink.background());
    if (size >= LEAST_WITH_MARK - 2) {
      pixels.roundSquare(size, radius(), Ink.mix(ink.background(), ink.line(), 0.35), ink.line());
    } else {
      pixels.fill(0, 0, size, size, Ink.mix(ink.background(), ink.line(), 0.5));
    }
    return pixels;
  }

  private void fillPattern(Pixels pixels, VerdictKind upper, VerdictKind lower) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        pixels.set(x, y, Marks.pattern(x + y < size ? upper : lower, x, y, ink));
      }
    }
  }

  private void fillFace(Pixels pixels, VerdictKind upper, VerdictKind lower) {
    pixels.roundSquare(size, radius(), ink.soft(upper), ink.strong(upper));
    if (upper == lower) {
      return;
    }
    var other = new Pixels(size, size, ink.background());
    other.roundSquare(size, radius(), ink.soft(lower), ink.strong(lower));
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (x + y >= size) {
          pixels.set(x, y, other.at(x, y));
        }
      }
    }
    pixels.line(1, size - 1, size - 1, 1, 1, ink.line());
  }

  private double radius() {
    return Math.min(4, size / 6.0);
  }

  private void marks(Pixels pixels, VerdictKind upper, VerdictKind lower) {
    boolean words = size >= LEAST_WITH_WORDS;
    double room = words ? 26 : size >= LEAST_WITH_WAYS ? size * 0.86 : size;
    double middle = words ? 16 : size / 2.0;
    double height = words ? 16 : size >= LEAST_WITH_WAYS ? size * 0.42 : size / 2.0;
    if (upper == lower) {
      Marks.mark(pixels, upper, middle, height, room, ink.strong(upper));
      return;
    }
    double half = words ? 0 : size * 0.24;
    Marks.mark(pixels, upper, middle - half, height - half * 0.6, room * 0.55, ink.strong(upper));
    double x = words ? size - 18 : middle + half;
    double y = words ? size - 26 : height + half * 0.6;
    Marks.mark(pixels, lower, x, y, room * 0.55, ink.strong(lower));
  }

  private void pips(Pixels pixels, PairWays ways) {
    Passage[] passages = {
      ways.directWrite(), ways.mappedWrite(), ways.directRead(), ways.mappedRead()
    };
    int pip = Math.clamp(size / 8, 3, 10);
    int step = (size - 6) / PIPS;
    for (int at = 0; at < PIPS; at++) {
      VerdictKind open = at % 2 == 0 ? VerdictKind.DIRECT : VerdictKind.THROUGH_HOST_BRIDGE;
      int x = 3 + at * step + (step - pip) / 2 + (at > 1 ? 1 : 0);
      pip(pixels, passages[at], open, x, size - pip - 3, pip);
    }
  }

  private void pip(Pixels pixels, Passage passage, VerdictKind open, int x, int y, int pip) {
    switch (passage) {
      case OPEN -> pixels.fill(x, y, pip, pip, ink.strong(open));
      case CLOSED ->
          pixels.fill(x, y + pip / 2, pip, Math.max(1, pip / 3), ink.strong(VerdictKind.REFUSED));
      case UNTOLD -> {
        int dot = Math.max(2, pip / 2);
        int inset = (pip - dot) / 2;
        pixels.fill(x + inset, y + inset, dot, dot, ink.strong(VerdictKind.UNDETERMINED));
      }
    }
  }
}
