package io.peerscope.app.matrix;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.matrix.AxisScale.Run;
import io.peerscope.app.matrix.MatrixScene.Range;
import io.peerscope.engine.policy.PairWays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A matrix at one zoom in one theme, cut into tiles of pixels that any thread can paint.
///
/// A block of many cells is a stack of its verdicts, each as high as its share: refused at the top,
/// then undetermined, through the host bridge, direct. What occurs at all is at least one pixel
/// high, so that no block hides a refusal.
final class MatrixLook {

  /// Edge of a tile in pixels.
  static final int TILE = 256;

  private static final int MOST_WORDS = 5_000;

  private static final VerdictKind[] STACK = {
    VerdictKind.REFUSED,
    VerdictKind.UNDETERMINED,
    VerdictKind.THROUGH_HOST_BRIDGE,
    VerdictKind.DIRECT
  };

  private final MatrixScene scene;
  private final AxisScale rows;
  private final AxisScale columns;
  private final Operations operations;
  private final Ink ink;
  private final CellSprite sprite;
  private final Pixels[] sprites = new Pixels[PairWays.COUNT];
  private final Pixels self;
  private final Map<VerdictKind, Pixels> patterns;
  private final Map<Cell, CellWords> words = new HashMap<>();

  MatrixLook(MatrixScene scene, double pitch, Operations operations, Ink ink) {
    this.scene = scene;
    this.rows = new AxisScale(scene.rows(), pitch);
    this.columns = new AxisScale(scene.columns(), pitch);
    this.operations = operations;
    this.ink = ink;
    this.sprite = new CellSprite(ink, operations, Math.max(1, CellSprite.sizeAt(pitch)));
    this.self = sprite.self();
    this.patterns = new EnumMap<>(VerdictKind.class);
    for (VerdictKind kind : VerdictKind.values()) {
      patterns.put(kind, Marks.pattern(kind, ink));
    }
  }

  private MatrixLook(MatrixLook places, MatrixScene scene) {
    this.scene = scene;
    this.rows = places.rows;
    this.columns = places.columns;
    this.operations = places.operations;
    this.ink = places.ink;
    this.sprite = places.sprite;
    this.self = places.self;
    this.patterns = places.patterns;
  }

  /// The same places with the cells of another scene, which has the same rows and columns.
  MatrixLook with(MatrixScene sameAxes) {
    return new MatrixLook(this, sameAxes);
  }

  /// Whether two touched functions may meet on a tile.
  ///
  /// @param touched as places in the matrix
  /// @param x first pixel of the tile
  /// @param y first pixel of the tile
  boolean isTouched(int x, int y, BitSet touched) {
    return isTouched(rows, y, touched) && isTouched(columns, x, touched);
  }

  private static boolean isTouched(AxisScale scale, int from, BitSet touched) {
    List<Run> runs = scale.runs();
    for (int at = scale.firstRunAt(from);
        at < runs.size() && runs.get(at).from() < from + TILE;
        at++) {
      for (int index = runs.get(at).start(); index < runs.get(at).end(); index++) {
        if (touched.get(scale.axis().at(index).place())) {
          return true;
        }
      }
    }
    return false;
  }

  MatrixScene scene() {
    return scene;
  }

  AxisScale rows() {
    return rows;
  }

  AxisScale columns() {
    return columns;
  }

  Operations operations() {
    return operations;
  }

  double pitch() {
    return rows.pitch();
  }

  /// A cell in words; on the FX thread only.
  CellWords words(Cell cell) {
    if (words.size() > MOST_WORDS) {
      words.clear();
    }
    return words.computeIfAbsent(cell, it -> CellWords.of(scene, it.row(), it.column()));
  }

  /// The pixels of a tile; may be called on several threads.
  ///
  /// @param column number of the tile from the left
  /// @param row number of the tile from the top
  Pixels tile(int column, int row) {
    int x = column * TILE;
    int y = row * TILE;
    var pixels = new Pixels(TILE, TILE, ink.background());
    List<Run> down = rows.runs();
    List<Run> across = columns.runs();
    int first = columns.firstRunAt(x);
    for (int at = rows.firstRunAt(y); at < down.size() && down.get(at).from() < y + TILE; at++) {
      for (int to = first; to < across.size() && across.get(to).from() < x + TILE; to++) {
        paint(pixels, down.get(at), across.get(to), x, y);
      }
    }
    return pixels;
  }

  private void paint(Pixels pixels, Run row, Run column, int x, int y) {
    int left = column.from() - x;
    int top = row.from() - y;
    if (rows.isAggregated()) {
      paintBlock(pixels, row, column, left, top);
    } else {
      pixels.draw(
          scene.isSelf(row.start(), column.start())
              ? self
              : spriteOf(scene.codeAt(row.start(), column.start())),
          left,
          top);
    }
  }

  /// Two threads may draw the same one; either is right.
  private Pixels spriteOf(int code) {
    Pixels known = sprites[code];
    if (known == null) {
      known = sprite.of(code);
      sprites[code] = known;
    }
    return known;
  }

  private void paintBlock(Pixels pixels, Run row, Run column, int left, int top) {
    int wide = column.to() - column.from() - 1;
    int high = row.to() - row.from() - 1;
    int[] shares = Shares.of(count(row, column), high);
    int y = top;
    for (int at = 0; at < STACK.length; at++) {
      paintPattern(pixels, STACK[at], left, y, wide, shares[at]);
      y += shares[at];
    }
  }

  /// How often each verdict occurs in a block, in the order of the stack.
  private long[] count(Run row, Run column) {
    var codes = new long[PairWays.COUNT];
    scene.addCodes(
        codes, new Range(row.start(), row.end()), new Range(column.start(), column.end()));
    var counts = new long[STACK.length];
    for (int code = 0; code < codes.length; code++) {
      if (operations != Operations.READS) {
        counts[placeOf(Kinds.ofWrites(code))] += codes[code];
      }
      if (operations != Operations.WRITES) {
        counts[placeOf(Kinds.ofReads(code))] += codes[code];
      }
    }
    return counts;
  }

  private static int placeOf(VerdictKind kind) {
    return switch (kind) {
      case REFUSED -> 0;
      case UNDETERMINED -> 1;
      case THROUGH_HOST_BRIDGE -> 2;
      case DIRECT -> 3;
    };
  }

  private void paintPattern(
      Pixels pixels, VerdictKind kind, int left, int top, int wide, int high) {
    Pixels pattern = Objects.requireNonNull(patterns.get(kind));
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        pixels.set(left + x, top + y, pattern.at(x % Marks.PERIOD, y % Marks.PERIOD));
      }
    }
  }
}
