package io.peerscope.app.matrix;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.app.document.JudgedMatrix;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.theme.Fonts;
import io.peerscope.app.theme.Palette;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// The matrix as a picture of coloured cells with marks; only the cells in sight are drawn.
///
/// Rows are clients, columns are the owners of the page. A click, or the arrows and Enter, choose a
/// pair.
final class MatrixCanvas extends Region {

  private static final double CORNER = 3;
  private static final double CELL = 26;
  private static final double PITCH = 29;
  private static final double LEFT = 132;
  private static final double TOP = 62;
  private static final double BAR = 12;
  private static final int LONGEST_KIND = 9;

  private final Canvas canvas = new Canvas();
  private final ScrollBar across = new ScrollBar();
  private final ScrollBar down = new ScrollBar();
  private final BiConsumer<PciAddress, PciAddress> choose;
  private final Font mono = Font.font(Fonts.mono(), 11);
  private final Font prose = Font.font(Fonts.prose(), 10.5);
  private Palette palette = Palette.of(false);
  private Topology topology = Topology.empty();
  private Optional<JudgedMatrix> matrix = Optional.empty();
  private MatrixGrid grid = new MatrixGrid(topology, List.of(), PITCH);
  private Cell chosen = Cell.NONE;
  private Cell hover = Cell.NONE;

  /// @param client row
  /// @param provider column
  private record Cell(int client, int provider) {
    static final Cell NONE = new Cell(-1, -1);

    boolean exists() {
      return client >= 0 && provider >= 0;
    }
  }

  /// @param choose gets the client and the provider of a chosen pair
  MatrixCanvas(BiConsumer<PciAddress, PciAddress> choose) {
    this.choose = choose;
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
    across.valueProperty().subscribe(_ -> draw());
    down.valueProperty().subscribe(_ -> draw());
    focusedProperty().subscribe(_ -> draw());
    setOnScroll(this::scroll);
    setOnMouseMoved(this::point);
    setOnMouseExited(_ -> hoverOver(Cell.NONE));
    setOnMouseClicked(this::click);
    setOnKeyPressed(this::move);
  }

  void show(Topology newTopology, Optional<JudgedMatrix> newMatrix) {
    topology = newTopology;
    matrix = newMatrix;
    grid =
        new MatrixGrid(
            topology, matrix.map(it -> it.matrix().functions()).orElse(List.of()), PITCH);
    hover = Cell.NONE;
    requestLayout();
  }

  void setPalette(Palette newPalette) {
    palette = newPalette;
    requestLayout();
  }

  /// Frames the pair that is asked about.
  void mark(Optional<PciAddress> client, Optional<PciAddress> provider) {
    chosen = new Cell(client.map(this::indexOf).orElse(-1), provider.map(this::indexOf).orElse(-1));
    requestLayout();
  }

  private int indexOf(PciAddress function) {
    return matrix.map(it -> it.matrix().functions().indexOf(function)).orElse(-1);
  }

  // --- layout
  // --------------------------------------------------------------------------------------

  @Override
  protected void layoutChildren() {
    double width = Math.max(0, getWidth() - BAR);
    double height = Math.max(0, getHeight() - BAR);
    canvas.setWidth(width);
    canvas.setHeight(height);
    fit(across, grid.extent() - (width - LEFT), width - LEFT);
    fit(down, grid.extent() - (height - TOP), height - TOP);
    across.resizeRelocate(LEFT, height, Math.max(0, width - LEFT), BAR);
    down.resizeRelocate(width, TOP, BAR, Math.max(0, height - TOP));
    if (Nodes.isShown(this)) {
      draw();
    }
  }

  private static void fit(ScrollBar bar, double hidden, double shown) {
    bar.setVisible(hidden > 0);
    bar.setMax(Math.max(0, hidden));
    bar.setValue(Math.clamp(bar.getValue(), 0, bar.getMax()));
    bar.setVisibleAmount(Math.max(1, bar.getMax() * shown / Math.max(1, shown + hidden)));
    bar.setUnitIncrement(PITCH);
    bar.setBlockIncrement(shown);
  }

  // --- drawing
  // -------------------------------------------------------------------------------------

  /// Once per layout, however many things have changed, because a canvas keeps what was drawn on it
  /// until the next frame and then paints it all.
  private void draw() {
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.setFill(palette.background());
    pen.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    matrix.ifPresent(shown -> draw(pen, shown));
  }

  private void draw(GraphicsContext pen, JudgedMatrix shown) {
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, TOP, canvas.getWidth() - LEFT, canvas.getHeight() - TOP);
    pen.clip();
    Map<VerdictKind, List<Cell>> cells = cellsInSight(shown);
    cells.forEach((kind, those) -> draw(pen, kind, those));
    frame(pen, hover, palette.muted());
    frame(pen, chosen, palette.accent());
    pen.restore();
    labels(pen, shown);
  }

  private Map<VerdictKind, List<Cell>> cellsInSight(JudgedMatrix shown) {
    var cells = new EnumMap<VerdictKind, List<Cell>>(VerdictKind.class);
    for (int client = firstRow(); client < lastRow(); client++) {
      for (int provider = firstColumn(); provider < lastColumn(); provider++) {
        if (client != provider) {
          cells
              .computeIfAbsent(shown.kindAt(provider, client), _ -> new ArrayList<>())
              .add(new Cell(client, provider));
        }
      }
    }
    return cells;
  }

  /// All cells of a kind as one path: painting hundreds of small shapes one by one takes longer
  /// than a frame.
  private void draw(GraphicsContext pen, VerdictKind kind, List<Cell> cells) {
    pen.beginPath();
    cells.forEach(cell -> traceOutline(pen, x(cell.provider) + 0.5, y(cell.client) + 0.5));
    pen.setFill(soft(kind));
    pen.fill();
    pen.setStroke(strong(kind));
    pen.setLineWidth(1);
    pen.stroke();
    MatrixMarks.prepare(pen, strong(kind));
    pen.beginPath();
    for (Cell cell : cells) {
      MatrixMarks.trace(pen, kind, x(cell.provider) + CELL / 2, y(cell.client) + CELL / 2);
    }
    pen.stroke();
  }

  /// A square with round corners.
  private static void traceOutline(GraphicsContext pen, double left, double top) {
    double right = left + CELL - 1;
    double bottom = top + CELL - 1;
    pen.moveTo(left + CORNER, top);
    pen.arcTo(right, top, right, bottom, CORNER);
    pen.arcTo(right, bottom, left, bottom, CORNER);
    pen.arcTo(left, bottom, left, top, CORNER);
    pen.arcTo(left, top, right, top, CORNER);
    pen.closePath();
  }

  private void frame(GraphicsContext pen, Cell cell, Color color) {
    if (cell.exists()) {
      pen.setStroke(color);
      pen.setLineWidth(2.5);
      pen.setLineCap(StrokeLineCap.ROUND);
      pen.strokeRoundRect(x(cell.provider) - 1, y(cell.client) - 1, CELL + 2, CELL + 2, 8, 8);
    }
  }

  private void labels(GraphicsContext pen, JudgedMatrix shown) {
    pen.setTextAlign(TextAlignment.RIGHT);
    for (int client = firstRow(); client < lastRow(); client++) {
      double y = y(client) + CELL / 2 + 4;
      if (y > TOP + 8) {
        PciAddress function = shown.matrix().functions().get(client);
        pen.setFont(mono);
        pen.setFill(client == hover.client ? palette.accent() : palette.text());
        pen.fillText(Targets.shortest(function), LEFT - 10, y);
        pen.setFont(prose);
        pen.setFill(palette.muted());
        pen.fillText(kindOf(function), LEFT - 76, y);
      }
    }
    pen.setTextAlign(TextAlignment.LEFT);
    pen.setFont(mono);
    for (int provider = firstColumn(); provider < lastColumn(); provider++) {
      double x = x(provider) + CELL / 2;
      if (x > LEFT) {
        pen.save();
        pen.translate(x - 1, TOP - 6);
        pen.rotate(-58);
        pen.setFill(provider == hover.provider ? palette.accent() : palette.text());
        pen.fillText(Targets.shortest(shown.matrix().functions().get(provider)), 0, 0);
        pen.restore();
      }
    }
  }

  private String kindOf(PciAddress function) {
    return topology
        .find(function)
        .map(FunctionWords::shortKind)
        .map(MatrixCanvas::elide)
        .orElse("");
  }

  private static String elide(String word) {
    return word.length() <= LONGEST_KIND ? word : word.substring(0, LONGEST_KIND - 1) + "…";
  }

  private Color strong(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> palette.direct();
      case THROUGH_HOST_BRIDGE -> palette.through();
      case REFUSED -> palette.refused();
      case UNDETERMINED -> palette.undetermined();
    };
  }

  private Color soft(VerdictKind kind) {
    return switch (kind) {
      case DIRECT -> palette.directSoft();
      case THROUGH_HOST_BRIDGE -> palette.throughSoft();
      case REFUSED -> palette.refusedSoft();
      case UNDETERMINED -> palette.undeterminedSoft();
    };
  }

  private double x(int provider) {
    return LEFT + grid.startOf(provider) - Math.rint(across.getValue());
  }

  private double y(int client) {
    return TOP + grid.startOf(client) - Math.rint(down.getValue());
  }

  private int firstRow() {
    return Math.max(0, grid.firstFrom(down.getValue()));
  }

  private int lastRow() {
    double end = down.getValue() + canvas.getHeight() - TOP;
    return Math.min(grid.size(), grid.firstFrom(end) + 1);
  }

  private int firstColumn() {
    return Math.max(0, grid.firstFrom(across.getValue()));
  }

  private int lastColumn() {
    double end = across.getValue() + canvas.getWidth() - LEFT;
    return Math.min(grid.size(), grid.firstFrom(end) + 1);
  }

  // --- pointing
  // ------------------------------------------------------------------------------------

  private Cell cellAt(double x, double y) {
    if (matrix.isEmpty() || x < LEFT || y < TOP) {
      return Cell.NONE;
    }
    var cell =
        new Cell(
            grid.indexAt(y - TOP + down.getValue()), grid.indexAt(x - LEFT + across.getValue()));
    return cell.exists() ? cell : Cell.NONE;
  }

  private void point(MouseEvent at) {
    hoverOver(cellAt(at.getX(), at.getY()));
  }

  private void hoverOver(Cell cell) {
    if (!cell.equals(hover)) {
      hover = cell;
      requestLayout();
    }
  }

  private void click(MouseEvent at) {
    requestFocus();
    take(cellAt(at.getX(), at.getY()));
  }

  private void take(Cell cell) {
    if (cell.exists() && cell.client != cell.provider) {
      matrix.ifPresent(shown ->
          choose.accept(
              shown.matrix().functions().get(cell.client),
              shown.matrix().functions().get(cell.provider)));
    }
  }

  private void scroll(ScrollEvent wheel) {
    across.setValue(Math.clamp(across.getValue() - wheel.getDeltaX(), 0, across.getMax()));
    down.setValue(Math.clamp(down.getValue() - wheel.getDeltaY(), 0, down.getMax()));
    wheel.consume();
  }

  private void move(KeyEvent key) {
    if (matrix.isEmpty() || grid.size() == 0) {
      return;
    }
    Cell from = hover.exists() ? hover : chosen.exists() ? chosen : new Cell(0, 0);
    Cell to =
        switch (key.getCode()) {
          case LEFT -> new Cell(from.client, from.provider - 1);
          case RIGHT -> new Cell(from.client, from.provider + 1);
          case UP -> new Cell(from.client - 1, from.provider);
          case DOWN -> new Cell(from.client + 1, from.provider);
          case ENTER -> from;
          default -> Cell.NONE;
        };
    if (!to.exists() || to.client >= grid.size() || to.provider >= grid.size()) {
      return;
    }
    key.consume();
    reveal(to);
    hoverOver(to);
    if (to.equals(from)) {
      take(to);
    }
  }

  private void reveal(Cell cell) {
    revealIn(across, grid.startOf(cell.provider), canvas.getWidth() - LEFT);
    revealIn(down, grid.startOf(cell.client), canvas.getHeight() - TOP);
  }

  private static void revealIn(ScrollBar bar, double start, double shown) {
    double value = Math.min(bar.getValue(), start);
    bar.setValue(Math.clamp(Math.max(value, start + PITCH - shown), 0, bar.getMax()));
  }
}
