package io.peerscope.app.matrix;

import io.peerscope.app.document.LitPairs;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.compare.PairBlock;
import java.util.BitSet;
import java.util.List;

/// Which cells of a scene are brought out; the others are drawn paler.
final class Lit {

  private final MatrixScene scene;
  private final BitSet[] columnsOfRow;

  private Lit(MatrixScene scene, BitSet[] columnsOfRow) {
    this.scene = scene;
    this.columnsOfRow = columnsOfRow;
  }

  /// Cells of a scene for pairs; those that are not shown are left out.
  static Lit of(MatrixScene scene, LitPairs pairs) {
    var columnsOfRow = new BitSet[scene.rows().size()];
    for (int row = 0; row < columnsOfRow.length; row++) {
      columnsOfRow[row] = new BitSet();
    }
    var lit = new Lit(scene, columnsOfRow);
    pairs.blocks().forEach(lit::add);
    return lit;
  }

  private void add(PairBlock block) {
    BitSet columns = places(scene.columns(), block.providers());
    places(scene.rows(), block.clients()).stream().forEach(row -> columnsOfRow[row].or(columns));
  }

  private static BitSet places(MatrixAxis axis, List<PciAddress> functions) {
    var places = new BitSet();
    functions.stream().mapToInt(axis::indexOf).filter(place -> place >= 0).forEach(places::set);
    return places;
  }

  /// Whether these are cells of that scene.
  boolean isOf(MatrixScene other) {
    return scene == other;
  }

  /// Whether any cell of a block is brought out.
  boolean any(AxisScale.Run row, AxisScale.Run column) {
    for (int at = row.start(); at < row.end(); at++) {
      int next = columnsOfRow[at].nextSetBit(column.start());
      if (next >= 0 && next < column.end()) {
        return true;
      }
    }
    return false;
  }
}
