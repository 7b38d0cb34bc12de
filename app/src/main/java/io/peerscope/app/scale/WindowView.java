package io.peerscope.app.scale;

import io.peerscope.app.scale.WindowPicture.Block;
import io.peerscope.app.scale.WindowPicture.Edge;
import io.peerscope.app.scale.WindowPicture.Part;
import io.peerscope.app.theme.Fonts;
import io.peerscope.app.theme.Palette;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.edit.WindowUse;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/// A window to scale: what is in it, what overlaps, and what does not fit. A click on a block
/// chooses its function.
public final class WindowView extends Region {

  private static final double TITLE = 20;
  private static final double BAR = 84;
  private static final double LEFT = 8;
  private static final double GAP = 12;
  private static final double RADIUS = 3;
  private static final double HATCH = 6;

  private final Canvas canvas = new Canvas();
  private final Font bold = Font.font(Fonts.prose(), FontWeight.BOLD, 11.5);
  private final Font prose = Font.font(Fonts.prose(), 11);
  private final Font mono = Font.font(Fonts.mono(), 11);
  private final double wanted;
  private Palette palette = Palette.of(false);
  private Optional<WindowUse> use = Optional.empty();
  private Optional<WindowPicture> picture = Optional.empty();

  /// An empty picture.
  ///
  /// @param height what the picture should be high
  /// @param choose gets the function of a block that somebody points at
  public WindowView(double height, ObservableValue<Boolean> dark, Consumer<PciAddress> choose) {
    wanted = height;
    getStyleClass().add("window-view");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    canvas.setManaged(false);
    getChildren().add(canvas);
    dark.subscribe(isDark -> {
      palette = Palette.of(isDark);
      requestLayout();
    });
    setOnMouseClicked(click -> blockAt(click.getY()).map(Block::owner).ifPresent(choose));
    setOnMouseMoved(
        move -> setCursor(blockAt(move.getY()).isPresent() ? Cursor.HAND : Cursor.DEFAULT));
  }

  public void show(WindowUse newUse) {
    use = Optional.of(newUse);
    picture = Optional.of(WindowPainter.layOut(newUse, wanted));
    setAccessibleText(WindowPainter.inWords(newUse));
    double height = TITLE + picture.map(WindowPicture::height).orElse(0.0);
    setMinHeight(height);
    setPrefHeight(height);
    setMaxHeight(height);
    requestLayout();
  }

  private Optional<Block> blockAt(double y) {
    return picture.flatMap(it -> it.blockAt(y - TITLE));
  }

  @Override
  protected double computePrefWidth(double height) {
    return 300;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 200;
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.clearRect(0, 0, getWidth(), getHeight());
    use.ifPresent(it -> title(pen, WindowPainter.titleOf(it)));
    picture.ifPresent(it -> draw(pen, it));
  }

  private void title(GraphicsContext pen, String text) {
    pen.setTextBaseline(VPos.TOP);
    write(pen, text, bold, palette.text(), LEFT, 2, getWidth() - LEFT);
  }

  private void draw(GraphicsContext pen, WindowPicture it) {
    pen.save();
    pen.translate(0, TITLE);
    it.free().forEach(free -> free(pen, free));
    it.blocks().forEach(block -> block(pen, block));
    it.overlaps().forEach(overlap -> hatch(pen, overlap));
    it.missing().ifPresent(missing -> missing(pen, missing));
    it.edges().forEach(edge -> edge(pen, edge, it.missing().isPresent()));
    if (it.untold() > 0) {
      String more = "and %d smaller ones".formatted(it.untold());
      write(pen, more, prose, palette.muted(), labelX(), it.height() - 14, labelWidth());
    }
    pen.restore();
  }

  private double labelX() {
    return LEFT + BAR + GAP;
  }

  private double labelWidth() {
    return getWidth() - labelX() - 2;
  }

  private void free(GraphicsContext pen, Part free) {
    pen.setFill(palette.panel());
    pen.fillRect(LEFT, free.top(), BAR, free.bottom() - free.top());
    pen.setStroke(palette.line());
    pen.setLineWidth(1);
    pen.strokeRect(LEFT + 0.5, free.top() + 0.5, BAR - 1, free.bottom() - free.top() - 1);
    double middle = (free.top() + free.bottom()) / 2 - 7;
    write(pen, free.label(), prose, palette.muted(), labelX(), middle, labelWidth());
  }

  private void block(GraphicsContext pen, Block block) {
    double width = BAR / block.lanes();
    double x = LEFT + width * block.lane();
    Color line = block.inside() ? palette.direct() : palette.refused();
    rectangle(
        pen, x, block, width, block.inside() ? palette.directSoft() : palette.refusedSoft(), line);
    if (block.labelTop() > block.top() + 2) {
      pen.setStroke(palette.line());
      pen.setLineWidth(1);
      pen.strokeLine(LEFT + BAR, block.top() + 1.5, labelX() - 2, block.labelTop() + 7.5);
    }
    write(pen, block.label(), mono, palette.text(), labelX(), block.labelTop(), labelWidth());
    Color detail = block.inside() ? palette.muted() : palette.refused();
    String words = block.inside() ? block.detail() : block.detail() + ", outside";
    write(pen, words, prose, detail, labelX(), block.labelTop() + 13, labelWidth());
  }

  private static void rectangle(
      GraphicsContext pen, double x, Block block, double width, Color fill, Color line) {
    double height = block.bottom() - block.top();
    pen.setFill(fill);
    pen.fillRoundRect(x + 0.5, block.top() + 0.5, width - 1, height - 1, RADIUS, RADIUS);
    pen.setStroke(line);
    pen.setLineWidth(1.25);
    pen.strokeRoundRect(x + 0.5, block.top() + 0.5, width - 1, height - 1, RADIUS, RADIUS);
  }

  /// Two answer here: lines across, so that it is no matter of colour.
  private void hatch(GraphicsContext pen, Part overlap) {
    double height = overlap.bottom() - overlap.top();
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, overlap.top(), BAR, height);
    pen.clip();
    pen.setStroke(palette.refused());
    pen.setLineWidth(1.25);
    for (double x = LEFT - height; x < LEFT + BAR; x += HATCH) {
      pen.strokeLine(x, overlap.bottom(), x + height, overlap.top());
    }
    pen.restore();
    pen.setStroke(palette.refused());
    pen.strokeRect(LEFT + 0.5, overlap.top() + 0.5, BAR - 1, height - 1);
  }

  private void missing(GraphicsContext pen, Part missing) {
    double height = missing.bottom() - missing.top();
    pen.setFill(palette.refusedSoft());
    pen.fillRect(LEFT, missing.top(), BAR, height);
    pen.setStroke(palette.refused());
    pen.setLineWidth(1.25);
    pen.setLineDashes(4, 3);
    pen.strokeRect(LEFT + 0.5, missing.top() + 0.5, BAR - 1, height - 1);
    pen.setLineDashes();
    double middle = (missing.top() + missing.bottom()) / 2;
    write(pen, missing.label(), bold, palette.refused(), labelX(), middle - 2, labelWidth());
  }

  private void edge(GraphicsContext pen, Edge edge, boolean overflows) {
    boolean end = !edge.begins();
    Color colour = end && overflows ? palette.refused() : palette.muted();
    pen.setStroke(colour);
    pen.setLineWidth(end && overflows ? 2 : 1);
    pen.strokeLine(LEFT - 6, edge.y(), LEFT + BAR + 6, edge.y());
    write(
        pen,
        edge.label(),
        mono,
        colour,
        labelX(),
        edge.begins() ? edge.y() - 15 : edge.y() + 2,
        labelWidth());
  }

  private static void write(
      GraphicsContext pen, String text, Font font, Color colour, double x, double y, double width) {
    pen.setFont(font);
    pen.setFill(colour);
    pen.fillText(text, Math.rint(x), Math.rint(y), Math.max(1, width));
  }
}
