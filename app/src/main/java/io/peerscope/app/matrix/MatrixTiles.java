package io.peerscope.app.matrix;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.image.Image;

/// The tiles of a look, painted on other threads as they come in sight.
final class MatrixTiles {

  /// Above this number those out of sight are given up.
  private static final int MOST = 160;

  /// @param column number from the left
  /// @param row number from the top
  record TileKey(int column, int row) {}

  private final Jobs jobs;
  private final Runnable painted;
  private final Map<TileKey, Image> images = new HashMap<>();
  private Optional<MatrixLook> look = Optional.empty();
  private Optional<MatrixLook> painting = Optional.empty();
  private Set<TileKey> wanted = Set.of();

  /// @param painted what happens when more tiles are there
  MatrixTiles(Jobs jobs, Runnable painted) {
    this.jobs = jobs;
    this.painted = painted;
  }

  /// Shows what is painted already.
  void show(Sight sight) {
    look = Optional.of(sight.look());
    images.clear();
    images.putAll(sight.tiles());
    wanted = sight.keys();
  }

  /// What is painted of some tiles.
  Map<TileKey, Image> painted(Set<TileKey> keys) {
    var there = new HashMap<>(images);
    there.keySet().retainAll(keys);
    return there;
  }

  /// Paints what is missing of the tiles in sight. One job runs at a time, and the next begins with
  /// what is in sight then: fast scrolling never starves.
  void want(MatrixLook newLook, Set<TileKey> inSight) {
    if (look.filter(newLook::equals).isEmpty()) {
      look = Optional.of(newLook);
      images.clear();
    }
    wanted = Set.copyOf(inSight);
    paintMissing();
  }

  private void paintMissing() {
    if (look.isEmpty() || painting.filter(look.get()::equals).isPresent()) {
      return;
    }
    Set<TileKey> missing = new HashSet<>(wanted);
    missing.removeAll(images.keySet());
    if (missing.isEmpty()) {
      return;
    }
    MatrixLook now = look.get();
    painting = look;
    jobs.run(
        Lane.TILES,
        "Drawing the matrix",
        () -> paint(now, List.copyOf(missing)),
        fresh -> take(now, fresh),
        Defects::report);
  }

  private static Map<TileKey, Image> paint(MatrixLook look, List<TileKey> keys) {
    return keys.parallelStream()
        .collect(
            Collectors.toMap(key -> key, key -> PixelImage.of(look.tile(key.column(), key.row()))));
  }

  private void take(MatrixLook of, Map<TileKey, Image> fresh) {
    painting = Optional.empty();
    if (look.filter(of::equals).isEmpty()) {
      paintMissing();
      return;
    }
    if (images.size() + fresh.size() > MOST) {
      images.keySet().retainAll(wanted);
    }
    images.putAll(fresh);
    painted.run();
    paintMissing();
  }

  /// A tile of a look, if it is painted.
  Optional<Image> at(TileKey key) {
    return Optional.ofNullable(images.get(key));
  }

  /// Whether all these are painted.
  boolean has(Set<TileKey> keys) {
    return images.keySet().containsAll(keys);
  }
}
