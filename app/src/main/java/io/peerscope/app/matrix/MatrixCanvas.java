package io.peerscope.app.matrix;

import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.matrix.MatrixTiles.TileKey;
import io.peerscope.app.theme.Palette;
import io.peerscope.engine.address.PciAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;

/// The matrix as a picture, from 4,000 endpoints in one view down to a single cell with its
/// sentence; only what is in sight is painted, and the cells on other threads.
///
/// Rows are clients, columns are the owners of the page. A click, or the arrows and Enter, choose a
/// pair.
final class MatrixCanvas extends Region {

  static final double LARGEST_PITCH = 300;
  static final double USUAL_PITCH = 29;

  private static final double ZOOM = 1.25;
  private static final double BAR = 12;

  private final Canvas canvas = new Canvas();
  private final ScrollBar across = new ScrollBar();
  private final ScrollBar down = new ScrollBar();
  private final BiConsumer<PciAddress, PciAddress> choose;
  private final MatrixTiles tiles;
  private final ReadOnlyObjectWrapper<Cell> hover = new ReadOnlyObjectWrapper<>(Cell.NONE);
  private Palette palette = Palette.of(false);
  private Operations operations = Operations.BOTH;
  private Optional<MatrixLook> look = Optional.empty();
  private Cell chosen = Cell.NONE;
  private Optional<Lit> lit = Optional.empty();
  private boolean toFit = true;
  private Optional<Drawn> drawn = Optional.empty();

  /// What a drawing rests on.
  ///
  /// @param others everything beside the tiles, and where it stands
  private record Drawn(MatrixLook look, List<Object> others, Map<TileKey, Optional<Image>> tiles) {

    /// The same drawing, of which only tiles are to be drawn anew.
    Drawn with(MatrixLook sameAxes) {
      return new Drawn(sameAxes, others, tiles);
    }

    boolean differsInTilesOnly(Drawn now) {
      return look == now.look
          && others.equals(now.others)
          && tiles.keySet().equals(now.tiles.keySet());
    }

    Set<TileKey> changedSince(Drawn before) {
      return tiles.keySet().stream()
          .filter(key -> !Objects.equals(tiles.get(key), before.tiles.get(key)))
          .collect(Collectors.toSet());
    }
  }

  /// @param choose gets the client and the provider of a chosen pair
  MatrixCanvas(Jobs jobs, BiConsumer<PciAddress, PciAddress> choose) {
    this.choose = choose;
    tiles = new MatrixTiles(jobs, this::requestLayout);
    setId("matrix");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TABLE_VIEW);
    setAccessibleText("Matrix of all pairs; arrows move, Enter chooses");
    getStyleClass().add("matrix-canvas");
    down.setOrientation(Orientation.VERTICAL);
    across.setFocusTraversable(false);
    down.setFocusTraversable(false);
    getChildren().addAll(canvas, across, down);
    // We place them ourselves; managed, their new sizes would ask for one more layout and drawing.
    getChildren().forEach(child -> child.setManaged(false));
    across.valueProperty().subscribe(this::requestLayout);
    down.valueProperty().subscribe(this::requestLayout);
    focusedProperty().subscribe(_ -> requestLayout());
    new MatrixHand(this).install();
  }

  // --- what is shown
  // -------------------------------------------------------------------------------

  /// Shows other cells; as much of them as fits, where it was so before.
  void show(Optional<MatrixScene> scene) {
    hover.set(Cell.NONE);
    toFit |= look.isEmpty();
    double pitch = pitch();
    look = scene.map(it -> lookAt(it, pitch));
    if (toFit) {
      fit();
    }
    requestLayout();
  }

  /// What is in sight, if anybody looks.
  Optional<Sight> sight() {
    return look.filter(_ -> Nodes.isShown(this) && canvas.getWidth() > 0)
        .map(shown -> {
          Set<TileKey> keys = inSight(shown);
          return new Sight(shown, tiles.painted(keys), keys);
        });
  }

  /// Shows other verdicts on the same rows and columns.
  ///
  /// @param before what was in sight when they were painted; whoever has zoomed since sees them a
  ///   frame later
  /// @param now what of it is painted; empty where rows or columns are others
  void show(Sight before, MatrixScene scene, Optional<Sight> now) {
    if (now.isEmpty() || look.filter(before.look()::equals).isEmpty()) {
      show(Optional.of(scene));
      return;
    }
    // Words tell more than what the tiles show.
    boolean isDrawn =
        !MatrixFrames.hasWords(before.look())
            && drawn.filter(it -> it.look() == before.look()).isPresent();
    look = now.map(Sight::look);
    tiles.show(now.get());
    if (isDrawn) {
      drawn = drawn.map(it -> it.with(now.get().look()));
    }
    requestLayout();
  }

  void setPalette(Palette newPalette) {
    palette = newPalette;
    renew();
  }

  void setOperations(Operations newOperations) {
    operations = newOperations;
    renew();
  }

  Operations operations() {
    return operations;
  }

  private void renew() {
    look = look.map(it -> lookAt(it.scene(), it.pitch()));
    requestLayout();
  }

  private MatrixLook lookAt(MatrixScene scene, double pitch) {
    return new MatrixLook(scene, pitch, operations, Ink.of(palette));
  }

  Optional<MatrixScene> scene() {
    return look.map(MatrixLook::scene);
  }

  double pitch() {
    return look.map(MatrixLook::pitch).orElse(USUAL_PITCH);
  }

  /// Frames the pair that is asked about.
  void mark(Optional<PciAddress> client, Optional<PciAddress> provider) {
    chosen =
        client.isPresent() && provider.isPresent() && look.isPresent()
            ? new Cell(
                look.get().scene().rowOf(client.get()), look.get().scene().columnOf(provider.get()))
            : Cell.NONE;
    requestLayout();
  }

  /// Brings out some cells, or all again.
  void light(Optional<Lit> cells) {
    lit = cells;
    requestLayout();
  }

  /// The cell under the pointer, or to which the arrows have led.
  ReadOnlyObjectProperty<Cell> hover() {
    return hover.getReadOnlyProperty();
  }

  void hoverOver(Cell cell) {
    if (!cell.equals(hover.get())) {
      hover.set(cell);
      requestLayout();
    }
  }

  Cell chosen() {
    return chosen;
  }

  void take(Cell cell) {
    look.map(MatrixLook::scene)
        .filter(scene -> cell.exists() && !scene.isSelf(cell.row(), cell.column()))
        .ifPresent(scene ->
            choose.accept(
                scene.rows().at(cell.row()).address(),
                scene.columns().at(cell.column()).address()));
  }

  /// Whether everything in sight is painted.
  boolean isComplete() {
    return look.isPresent() && canvas.getWidth() > 0 && tiles.has(inSight(look.get()));
  }

  // --- zoom
  // ----------------------------------------------------------------------------------------

  void zoomIn() {
    zoomTo(pitch() * ZOOM, middle());
  }

  void zoomOut() {
    zoomTo(pitch() / ZOOM, middle());
  }

  /// Where keys zoom: at the cell they have led to, else in the middle.
  private double[] middle() {
    Cell cell = hover.get().exists() ? hover.get() : chosen;
    if (look.isPresent() && cell.exists()) {
      double x = x(look.get(), cell.column()) + pitch() / 2;
      double y = y(look.get(), cell.row()) + pitch() / 2;
      if (x > left() && x < canvas.getWidth() && y > top() && y < canvas.getHeight()) {
        return new double[] {x, y};
      }
    }
    return new double[] {(left() + canvas.getWidth()) / 2, (top() + canvas.getHeight()) / 2};
  }

  void zoomBy(double factor, double x, double y) {
    zoomTo(pitch() * factor, new double[] {x, y});
  }

  /// Cells that are seen one by one have whole numbers of pixels.
  private void zoomTo(double wanted, double[] at) {
    if (look.isEmpty()) {
      return;
    }
    double least = Math.min(pitchToFit(), USUAL_PITCH);
    double pitch = Math.clamp(wanted, Math.min(least, pitch()), LARGEST_PITCH);
    if (pitch >= AxisScale.SMALLEST_BLOCK) {
      double whole = wanted > pitch() ? Math.ceil(pitch) : Math.floor(pitch);
      pitch = Math.max(AxisScale.SMALLEST_BLOCK, whole);
    }
    if (pitch == pitch()) {
      return;
    }
    toFit = false;
    MatrixLook before = look.get();
    double column = cellsAt(before.columns(), at[0] - left() + across.getValue());
    double row = cellsAt(before.rows(), at[1] - top() + down.getValue());
    look = Optional.of(lookAt(before.scene(), pitch));
    layoutBars();
    across.setValue(clamp(across, positionOf(look.get().columns(), column) - at[0] + left()));
    down.setValue(clamp(down, positionOf(look.get().rows(), row) - at[1] + top()));
    requestLayout();
  }

  /// A position as a number of cells, with a fraction.
  private static double cellsAt(AxisScale scale, double position) {
    int index = Math.clamp(scale.firstFrom(position), 0, Math.max(0, scale.size() - 1));
    return scale.size() == 0
        ? 0
        : index + Math.clamp((position - scale.startOf(index)) / scale.pitch(), 0, 1);
  }

  private static double positionOf(AxisScale scale, double cells) {
    if (scale.size() == 0) {
      return 0;
    }
    int index = Math.clamp((int) cells, 0, scale.size() - 1);
    return scale.startOf(index) + (cells - index) * scale.pitch();
  }

  private static double clamp(ScrollBar bar, double value) {
    return Math.rint(Math.clamp(value, 0, bar.getMax()));
  }

  /// Shows everything, but no cell larger than usual.
  void fit() {
    toFit = true;
    double pitch = Math.min(USUAL_PITCH, pitchToFit());
    look = look.map(it -> it.pitch() == pitch ? it : lookAt(it.scene(), pitch));
    requestLayout();
  }

  private double pitchToFit() {
    if (look.isEmpty() || canvas.getWidth() < 2) {
      return USUAL_PITCH;
    }
    double named = pitchToFit(look.get().scene(), USUAL_PITCH);
    return named >= MatrixHeaders.LEAST_NAMED
        ? named
        : Math.min(pitchToFit(look.get().scene(), 1), MatrixHeaders.LEAST_NAMED - 1);
  }

  private double pitchToFit(MatrixScene scene, double headersOf) {
    double wide = canvas.getWidth() - MatrixHeaders.left(scene.rows(), headersOf);
    double high = canvas.getHeight() - MatrixHeaders.top(scene.columns(), headersOf);
    double pitch =
        Math.min(
            AxisScale.pitchToFit(scene.columns(), Math.max(60, wide)),
            AxisScale.pitchToFit(scene.rows(), Math.max(60, high)));
    return pitch >= AxisScale.SMALLEST_BLOCK ? Math.floor(pitch) : pitch;
  }

  // --- layout and drawing
  // --------------------------------------------------------------------------

  @Override
  protected void layoutChildren() {
    boolean resized =
        canvas.getWidth() != Math.max(0, getWidth() - BAR)
            || canvas.getHeight() != Math.max(0, getHeight() - BAR);
    if (resized) {
      canvas.setWidth(Math.max(0, getWidth() - BAR));
      canvas.setHeight(Math.max(0, getHeight() - BAR));
      if (toFit) {
        fit();
      }
    }
    layoutBars();
    if (Nodes.isShown(this)) {
      draw();
    }
  }

  private void layoutBars() {
    double width = canvas.getWidth();
    double height = canvas.getHeight();
    fit(across, look.map(it -> it.columns().extent()).orElse(0.0), width - left());
    fit(down, look.map(it -> it.rows().extent()).orElse(0.0), height - top());
    across.resizeRelocate(left(), height, Math.max(0, width - left()), BAR);
    down.resizeRelocate(width, top(), BAR, Math.max(0, height - top()));
  }

  private void fit(ScrollBar bar, double extent, double shown) {
    double hidden = Math.max(0, Math.ceil(extent - shown));
    bar.setVisible(hidden > 0);
    bar.setMax(hidden);
    bar.setValue(Math.clamp(bar.getValue(), 0, hidden));
    bar.setVisibleAmount(Math.max(1, hidden * shown / Math.max(1, shown + hidden)));
    bar.setUnitIncrement(Math.max(20, pitch()));
    bar.setBlockIncrement(Math.max(20, shown));
  }

  double left() {
    return look.map(it -> MatrixHeaders.left(it.scene().rows(), it.pitch())).orElse(0.0);
  }

  double top() {
    return look.map(it -> MatrixHeaders.top(it.scene().columns(), it.pitch())).orElse(0.0);
  }

  double x(MatrixLook at, int column) {
    return left() + at.columns().startOf(column) - Math.rint(across.getValue());
  }

  double y(MatrixLook at, int row) {
    return top() + at.rows().startOf(row) - Math.rint(down.getValue());
  }

  /// Once per layout, however many things have changed, because a canvas keeps what was drawn on it
  /// until the next frame and then paints it all.
  private void draw() {
    GraphicsContext pen = canvas.getGraphicsContext2D();
    Optional<Drawn> before = drawn;
    drawn = look.map(this::drawing);
    boolean cellsOnly =
        drawn.isPresent() && before.filter(it -> it.differsInTilesOnly(drawn.get())).isPresent();
    if (cellsOnly) {
      drawAgain(pen, drawn.get(), drawn.get().changedSince(before.get()));
      return;
    }
    pen.setFill(palette.background());
    pen.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    drawn.ifPresent(now -> draw(pen, now.look(), now.tiles().keySet()));
  }

  /// What is on the canvas now.
  private Drawn drawing(MatrixLook shown) {
    Set<TileKey> keys = inSight(shown);
    tiles.want(shown, keys);
    var images = new HashMap<TileKey, Optional<Image>>();
    keys.forEach(key -> images.put(key, tiles.at(key)));
    return new Drawn(
        shown,
        List.of(
            palette,
            hover.get(),
            chosen,
            lit,
            across.getValue(),
            down.getValue(),
            canvas.getWidth(),
            canvas.getHeight()),
        images);
  }

  private void draw(GraphicsContext pen, MatrixLook shown, Set<TileKey> keys) {
    drawCells(pen, shown, keys);
    var headers = new MatrixHeaders(pen, palette, canvas.getWidth(), canvas.getHeight(), shown);
    headers.rows(shown.rows(), Math.rint(down.getValue()), hover.get().row());
    headers.columns(shown.columns(), Math.rint(across.getValue()), hover.get().column());
  }

  /// Draws the smallest rectangle anew that all changed tiles are in.
  private void drawAgain(GraphicsContext pen, Drawn now, Set<TileKey> changed) {
    if (changed.isEmpty()) {
      return;
    }
    IntSummaryStatistics columns = changed.stream().mapToInt(TileKey::column).summaryStatistics();
    IntSummaryStatistics rows = changed.stream().mapToInt(TileKey::row).summaryStatistics();
    double x = xOf(new TileKey(columns.getMin(), rows.getMin()));
    double y = yOf(new TileKey(columns.getMin(), rows.getMin()));
    double wide = (columns.getMax() - columns.getMin() + 1.0) * MatrixLook.TILE;
    double high = (rows.getMax() - rows.getMin() + 1.0) * MatrixLook.TILE;
    pen.save();
    pen.beginPath();
    pen.rect(x, y, wide, high);
    pen.clip();
    pen.setFill(palette.background());
    pen.fillRect(x, y, wide, high);
    drawCells(
        pen,
        now.look(),
        now.tiles().keySet().stream()
            .filter(key -> key.column() >= columns.getMin() && key.column() <= columns.getMax())
            .filter(key -> key.row() >= rows.getMin() && key.row() <= rows.getMax())
            .collect(Collectors.toSet()));
    pen.restore();
  }

  /// Draws some of the tiles, with all that lies over them.
  private void drawCells(GraphicsContext pen, MatrixLook shown, Set<TileKey> keys) {
    pen.save();
    pen.beginPath();
    pen.rect(left(), top(), canvas.getWidth() - left(), canvas.getHeight() - top());
    pen.clip();
    for (TileKey key : keys) {
      tiles.at(key).ifPresent(image -> pen.drawImage(image, xOf(key), yOf(key)));
    }
    lit.filter(it -> it.isOf(shown.scene()))
        .ifPresent(cells ->
            new MatrixVeil(pen, palette, shown, cells)
                .draw(
                    left() - Math.rint(across.getValue()),
                    top() - Math.rint(down.getValue()),
                    canvas.getWidth(),
                    canvas.getHeight()));
    var frames = new MatrixFrames(pen, palette, this, shown);
    frames.words(left(), top(), canvas.getWidth(), canvas.getHeight());
    frames.cell(hover.get(), palette.muted());
    frames.cell(chosen, palette.accent());
    pen.restore();
  }

  private double xOf(TileKey key) {
    return left() + key.column() * MatrixLook.TILE - Math.rint(across.getValue());
  }

  private double yOf(TileKey key) {
    return top() + key.row() * MatrixLook.TILE - Math.rint(down.getValue());
  }

  private Set<TileKey> inSight(MatrixLook shown) {
    var keys = new HashSet<TileKey>();
    double right =
        Math.min(shown.columns().extent(), across.getValue() + canvas.getWidth() - left());
    double bottom = Math.min(shown.rows().extent(), down.getValue() + canvas.getHeight() - top());
    for (int row = (int) (down.getValue() / MatrixLook.TILE);
        row * MatrixLook.TILE < bottom;
        row++) {
      int first = (int) (across.getValue() / MatrixLook.TILE);
      for (int column = first; column * MatrixLook.TILE < right; column++) {
        keys.add(new TileKey(column, row));
      }
    }
    return keys;
  }

  // --- pointing
  // ------------------------------------------------------------------------------------

  Cell cellAt(double x, double y) {
    if (look.isEmpty() || x < left() || y < top()) {
      return Cell.NONE;
    }
    var cell =
        new Cell(
            look.get().rows().indexAt(y - top() + down.getValue()),
            look.get().columns().indexAt(x - left() + across.getValue()));
    return cell.exists() ? cell : Cell.NONE;
  }

  void scrollBy(double dx, double dy) {
    across.setValue(clamp(across, across.getValue() - dx));
    down.setValue(clamp(down, down.getValue() - dy));
  }

  void reveal(Cell cell) {
    look.ifPresent(shown -> {
      reveal(across, shown.columns(), cell.column(), canvas.getWidth() - left());
      reveal(down, shown.rows(), cell.row(), canvas.getHeight() - top());
    });
  }

  private static void reveal(ScrollBar bar, AxisScale scale, int index, double shown) {
    double value = Math.min(bar.getValue(), scale.startOf(index));
    bar.setValue(clamp(bar, Math.max(value, scale.endOf(index) - shown)));
  }
}
