package io.peerscope.app.matrix;

import io.peerscope.app.matrix.MatrixTiles.TileKey;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.image.Image;

/// What is in sight of a matrix, so that after an edit all of it can be painted away from the FX
/// thread and be shown in one frame.
///
/// @param look the matrix at its zoom
/// @param tiles what is painted of it
/// @param keys the tiles in sight
record Sight(MatrixLook look, Map<TileKey, Image> tiles, Set<TileKey> keys) {

  Sight {
    tiles = Map.copyOf(tiles);
    keys = Set.copyOf(keys);
  }

  /// The same rows and columns with the verdicts of another scene; empty where it has others.
  Optional<Sight> with(MatrixScene scene) {
    if (!scene.hasAxesOf(look.scene())) {
      return Optional.empty();
    }
    MatrixLook next = look.with(scene);
    Optional<BitSet> touched = scene.touchedSince(look.scene());
    return Optional.of(
        new Sight(
            next,
            keys.parallelStream()
                .collect(Collectors.toMap(key -> key, key -> tile(key, next, touched))),
            keys));
  }

  private Image tile(TileKey key, MatrixLook next, Optional<BitSet> touched) {
    int x = key.column() * MatrixLook.TILE;
    int y = key.row() * MatrixLook.TILE;
    boolean stays = touched.filter(it -> !next.isTouched(x, y, it)).isPresent();
    return Optional.ofNullable(tiles.get(key))
        .filter(_ -> stays)
        .orElseGet(() -> PixelImage.of(next.tile(key.column(), key.row())));
  }
}
