package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Detail;
import io.peerscope.app.canvas.drawing.FxPainter;
import io.peerscope.app.canvas.drawing.Mark;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.app.canvas.layout.Box;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.Group;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/// The machine, painted on tiles that move with the picture: who pans sees what was painted before,
/// and only what comes into sight is painted.
///
/// Tiles stand on a grid of the scaled picture, so that a tile holds the same pixels wherever it
/// is. While the picture moves, what is about to come into sight is painted in advance, a little
/// with each frame.
final class GroundTiles {

  /// Whole device pixels at every usual output scale.
  static final int TILE_WIDTH = 512;

  static final int TILE_HEIGHT = 128;

  private static final int IN_ADVANCE = 2;
  private static final double GRID_STEP = 24;
  private static final double LEAST_GRID = 10;

  /// Badges and words that stand beside their box.
  private static final double SPILL = 40;

  /// Where a tile is on the grid.
  private record Place(int column, int row) {}

  /// What the pixels of a tile depend on, beside its place.
  private record Look(DrawnMachine machine, double scale, Palette palette, double outputScale) {

    @SuppressWarnings("ReferenceEquality") // another drawing of the same machine may be another one
    boolean isSame(Look other) {
      return machine == other.machine && isSameButForTheMachine(other);
    }

    boolean isSameButForTheMachine(Look other) {
      return scale == other.scale && palette == other.palette && outputScale == other.outputScale;
    }
  }

  /// @param marks what is painted on it
  private record Tile(Canvas canvas, List<Mark> marks) {}

  private final BoxRaster boxes = new BoxRaster();
  private final Group node = new Group(boxes.node());
  private final Rectangle clip = new Rectangle();
  private final Map<Place, Tile> tiles = new HashMap<>();
  private final Deque<Canvas> spare = new ArrayDeque<>();
  private Look look = new Look(DrawnMachine.nothing(), 1, Palette.LIGHT, 1);
  private double left;
  private double top;

  GroundTiles() {
    node.setManaged(false);
    node.setMouseTransparent(true);
    node.setAutoSizeChildren(false);
    node.setClip(clip);
  }

  Group node() {
    return node;
  }

  void resize(double width, double height) {
    clip.setWidth(width);
    clip.setHeight(height);
  }

  /// Shows what the camera sees.
  ///
  /// @param newLeft where x = 0 of the picture is on screen, in whole device pixels
  /// @param newTop where y = 0 of the picture is on screen, in whole device pixels
  void show(
      DrawnMachine machine,
      Camera camera,
      Palette palette,
      double outputScale,
      double newLeft,
      double newTop) {
    var wanted = new Look(machine, camera.scale(), palette, outputScale);
    boolean isSame = wanted.isSame(look);
    boolean isEdited = !isSame && wanted.isSameButForTheMachine(look);
    look = wanted;
    if (!isSame && !isEdited) {
      tiles.values().forEach(tile -> spare.add(tile.canvas));
      tiles.clear();
    }
    boolean small = Detail.atScale(camera.scale()) == Detail.BOXES;
    boxes.node().setVisible(small);
    if (small) {
      spare.forEach(tile -> tile.setVisible(false));
      boxes.paint(
          machine.layout().itemsIn(camera.window()), camera, palette, outputScale, newLeft, newTop);
      return;
    }
    double right = isSame ? Math.signum(left - newLeft) : 0;
    double down = isSame ? Math.signum(top - newTop) : 0;
    left = newLeft;
    top = newTop;
    arrange(camera, (int) right, (int) down, isEdited);
  }

  private void arrange(Camera camera, int right, int down, boolean isEdited) {
    int firstColumn = (int) Math.floor(-left / TILE_WIDTH);
    int lastColumn = (int) Math.floor((camera.width() - 1 - left) / TILE_WIDTH);
    int firstRow = (int) Math.floor(-top / TILE_HEIGHT);
    int lastRow = (int) Math.floor((camera.height() - 1 - top) / TILE_HEIGHT);
    Set<Place> seen = places(firstColumn, lastColumn, firstRow, lastRow);
    if (isEdited) {
      keepOnly(seen);
      tiles.replaceAll(this::again);
    } else {
      keepOnly(places(firstColumn - 1, lastColumn + 1, firstRow - 2, lastRow + 2));
    }
    seen.forEach(this::need);
    int budget = IN_ADVANCE;
    if (down != 0) {
      int row = down > 0 ? lastRow + 1 : firstRow - 1;
      budget = advance(places(firstColumn, lastColumn, row, row), budget);
    }
    if (right != 0) {
      int column = right > 0 ? lastColumn + 1 : firstColumn - 1;
      advance(places(column, column, firstRow, lastRow), budget);
    }
    tiles.forEach((place, tile) -> {
      tile.canvas.setTranslateX(left + place.column * TILE_WIDTH);
      tile.canvas.setTranslateY(top + place.row * TILE_HEIGHT);
    });
    spare.forEach(tile -> tile.setVisible(false));
  }

  private void keepOnly(Set<Place> near) {
    tiles
        .entrySet()
        .removeIf(tile -> {
          boolean isFar = !near.contains(tile.getKey());
          if (isFar) {
            spare.add(tile.getValue().canvas);
          }
          return isFar;
        });
  }

  private static Set<Place> places(int firstColumn, int lastColumn, int firstRow, int lastRow) {
    Set<Place> places = new HashSet<>();
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        places.add(new Place(column, row));
      }
    }
    return places;
  }

  private int advance(Set<Place> places, int budget) {
    int left = budget;
    for (Place place : places) {
      if (left > 0 && !tiles.containsKey(place)) {
        need(place);
        left--;
      }
    }
    return left;
  }

  private void need(Place place) {
    if (!tiles.containsKey(place)) {
      Canvas tile = spare.isEmpty() ? addTile() : spare.pop();
      tile.setVisible(true);
      tiles.put(place, painted(tile, place, marks(place)));
    }
  }

  /// An edit changes little of what is seen: the rest is not painted anew.
  private Tile again(Place place, Tile before) {
    List<Mark> marks = marks(place);
    return marks.equals(before.marks) ? before : painted(before.canvas, place, marks);
  }

  private Canvas addTile() {
    var tile = new Canvas(TILE_WIDTH, TILE_HEIGHT);
    node.getChildren().add(tile);
    return tile;
  }

  private List<Mark> marks(Place place) {
    double scale = look.scale;
    var window =
        new Box(
            place.column * TILE_WIDTH / scale,
            place.row * TILE_HEIGHT / scale,
            TILE_WIDTH / scale,
            TILE_HEIGHT / scale);
    return look.machine
        .ground()
        .drawWithoutTitles(window.grownBy(SPILL), Detail.atScale(scale))
        .marks();
  }

  private Tile painted(Canvas canvas, Place place, List<Mark> marks) {
    GraphicsContext gc = canvas.getGraphicsContext2D();
    double x = (double) place.column * TILE_WIDTH;
    double y = (double) place.row * TILE_HEIGHT;
    gc.setFill(colour(Tone.CANVAS));
    gc.fillRect(0, 0, TILE_WIDTH, TILE_HEIGHT);
    paintGrid(gc, x);
    new FxPainter(gc, look.palette, look.scale, -x, -y, look.outputScale).paint(marks);
    return new Tile(canvas, marks);
  }

  private void paintGrid(GraphicsContext gc, double x) {
    double gap = GRID_STEP * look.scale;
    if (gap < LEAST_GRID) {
      return;
    }
    gc.setFill(colour(Tone.GRID));
    for (double line = Math.ceil(x / gap) * gap; line < x + TILE_WIDTH; line += gap) {
      gc.fillRect(Math.rint(line - x), 0, 1, TILE_HEIGHT);
    }
  }

  private Color colour(Tone tone) {
    return Color.web(look.palette.of(tone).toString());
  }
}
