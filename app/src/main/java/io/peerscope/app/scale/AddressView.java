package io.peerscope.app.scale;

import io.peerscope.app.scale.AddressPicture.Block;
import io.peerscope.app.scale.AddressPicture.Column;
import io.peerscope.app.scale.AddressPicture.Dot;
import io.peerscope.app.scale.AddressPicture.Line;
import io.peerscope.app.scale.AddressPicture.Warning;
import io.peerscope.app.scale.ElasticAxis.Hole;
import io.peerscope.app.scale.ElasticAxis.Scale;
import io.peerscope.app.theme.Fonts;
import io.peerscope.app.theme.Palette;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.AddressColumn;
import io.peerscope.engine.dma.AddressColumn.Meaning;
import io.peerscope.engine.dma.AddressTrail;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.util.Duration;

/// The address spaces of a DMA as columns on one axis, with the address as a line through them. The
/// arrows go from range to range, Enter chooses the function that answers.
public final class AddressView extends Region {

  private static final double RADIUS = 5;
  private static final double CALLOUT = 20;

  private final Canvas canvas = new Canvas();
  private final Font bold = Font.font(Fonts.prose(), FontWeight.BOLD, 11.5);
  private final Font title = Font.font(Fonts.prose(), FontWeight.BOLD, 12.5);
  private final Font prose = Font.font(Fonts.prose(), 11);
  private final Font mono = Font.font(Fonts.mono(), 10.5);
  private final Tooltip tooltip = new Tooltip();
  private final Consumer<PciAddress> choose;
  private Palette palette = Palette.of(false);
  private boolean dark;
  private List<AddressColumn> columns = List.of();
  private AddressTrail trail = new AddressTrail(List.of(), List.of());
  private Scale scale = Scale.ELASTIC;
  private double wantedHeight = 200;
  private Optional<AddressPicture> picture = Optional.empty();
  private int focused = -1;

  /// An empty picture.
  ///
  /// @param choose gets the function of a range that somebody points at
  public AddressView(ObservableValue<Boolean> dark, Consumer<PciAddress> choose) {
    this.choose = choose;
    setId("address-space");
    getStyleClass().add("address-view");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setFocusTraversable(true);
    canvas.setManaged(false);
    getChildren().add(canvas);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(420);
    tooltip.setShowDelay(Duration.millis(200));
    dark.subscribe(isDark -> {
      this.dark = isDark;
      palette = Palette.of(isDark);
      requestLayout();
    });
    focusedProperty().subscribe(_ -> requestLayout());
    setOnMouseMoved(this::hover);
    setOnMouseExited(_ -> Tooltip.uninstall(this, tooltip));
    setOnMouseClicked(this::click);
    setOnKeyPressed(this::press);
  }

  /// Shows a DMA after one of its steps.
  public void show(List<AddressColumn> newColumns, AddressTrail newTrail) {
    if (!columns.equals(newColumns)) {
      focused = -1;
    }
    columns = newColumns;
    trail = newTrail;
    layOut();
  }

  public void setScale(Scale newScale) {
    scale = newScale;
    layOut();
  }

  /// The height there is; what needs more gets more.
  public void setWantedHeight(double height) {
    if (height != wantedHeight) {
      wantedHeight = height;
      layOut();
    }
  }

  /// What is shown.
  public Optional<AddressPicture> picture() {
    return picture;
  }

  private void layOut() {
    picture =
        columns.isEmpty() || getWidth() <= 0
            ? Optional.empty()
            : Optional.of(AddressPicture.of(columns, trail, scale, getWidth(), wantedHeight));
    setAccessibleText(picture.map(AddressPicture::inWords).orElse("no DMA is chosen"));
    double height = picture.map(AddressPicture::height).orElse(wantedHeight);
    setMinHeight(height);
    setPrefHeight(height);
    requestLayout();
  }

  @Override
  protected double computeMinWidth(double height) {
    return 300;
  }

  @Override
  protected void layoutChildren() {
    if (picture.isPresent() != (!columns.isEmpty() && getWidth() > 0)
        || canvas.getWidth() != getWidth()) {
      canvas.setWidth(getWidth());
      layOut();
    }
    canvas.setHeight(getHeight());
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.clearRect(0, 0, getWidth(), getHeight());
    pen.setTextBaseline(VPos.TOP);
    picture.ifPresent(it -> draw(pen, it));
  }

  private void draw(GraphicsContext pen, AddressPicture it) {
    it.columns().forEach(column -> column(pen, column, it.height()));
    it.holes().forEach(hole -> hole(pen, it, hole));
    it.columns().forEach(column -> column.blocks().forEach(block -> block(pen, block)));
    it.clashes().forEach(clash -> hatch(pen, clash));
    it.lines().forEach(line -> line(pen, line));
    it.dots().forEach(dot -> dot(pen, dot));
    it.clashes().forEach(clash -> warning(pen, clash));
    if (isFocused() && focused >= 0 && focused < it.blocks().size()) {
      Block block = it.blocks().get(focused);
      pen.setStroke(palette.accent());
      pen.setLineWidth(2);
      pen.strokeRoundRect(
          block.x() - 2, block.y() - 2, block.width() + 4, block.height() + 4, RADIUS, RADIUS);
    }
  }

  private void column(GraphicsContext pen, Column column, double height) {
    write(
        pen, column.told().title(), title, spaceColour(column.told().space()), column.x(), 2, 260);
    write(pen, column.told().detail(), prose, palette.muted(), column.x(), 18, column.width() + 90);
    pen.setFill(palette.panel());
    pen.setStroke(palette.line());
    pen.setLineWidth(1);
    double y = 36.5;
    pen.fillRect(Math.rint(column.x()) + 0.5, y, Math.rint(column.width()), height - y - 6);
    pen.strokeRect(Math.rint(column.x()) + 0.5, y, Math.rint(column.width()), height - y - 6);
  }

  /// A folded stretch: a zigzag and what is left out.
  private void hole(GraphicsContext pen, AddressPicture it, Hole hole) {
    if (hole.bottom() - hole.top() < 8) {
      return;
    }
    double middle = Math.rint((hole.top() + hole.bottom()) / 2) + 0.5;
    pen.setStroke(palette.line());
    pen.setLineWidth(1);
    for (Column column : it.columns()) {
      pen.beginPath();
      double x = column.x();
      pen.moveTo(x, middle);
      for (int at = 1; x + 6 <= column.x() + column.width(); at++) {
        x += 6;
        pen.lineTo(x, middle + (at % 2 == 0 ? 2.5 : -2.5));
      }
      pen.stroke();
    }
    if (!it.columns().isEmpty() && scale == Scale.ELASTIC) {
      Column first = it.columns().getFirst();
      write(
          pen,
          Sizes.spell(hole.range().size()),
          mono,
          palette.muted(),
          first.x() + first.width() + 6,
          middle - 6,
          90);
    }
  }

  private void block(GraphicsContext pen, Block block) {
    double x = Math.rint(block.x()) + 0.5;
    double y = Math.rint(block.y()) + 0.5;
    double width = Math.rint(block.width());
    double height = Math.max(1, Math.rint(block.height()));
    pen.setFill(fill(block));
    pen.fillRoundRect(x, y, width, height, RADIUS, RADIUS);
    pen.setStroke(stroke(block));
    pen.setLineWidth(block.span().ofDma() ? 1.75 : 1);
    pen.strokeRoundRect(x, y, width, height, RADIUS, RADIUS);
    if (block.roomForLabel()) {
      write(pen, block.span().label(), bold, palette.text(), x + 7, y + 2, width - 12);
      write(pen, spell(block), mono, palette.muted(), x + 7, y + 15, width - 12);
    }
  }

  private static String spell(Block block) {
    return Hex.grouped(block.span().range().first())
        + "  "
        + Sizes.spell(block.span().range().size());
  }

  private Color fill(Block block) {
    return switch (block.span().meaning()) {
      case WINDOW -> bus().deriveColor(0, 1, 1, 0.14);
      case BAR -> block.span().ofDma() ? palette.directSoft() : palette.background();
      case RAM -> palette.throughSoft();
      case RESERVED -> palette.refusedSoft();
    };
  }

  private Color stroke(Block block) {
    return switch (block.span().meaning()) {
      case WINDOW -> bus();
      case BAR -> block.span().ofDma() ? palette.direct() : palette.line();
      case RAM -> palette.through();
      case RESERVED -> palette.refused();
    };
  }

  private Color bus() {
    return Color.web(dark ? "#4493f8" : "#0969da");
  }

  private Color spaceColour(AddressSpace space) {
    return switch (space) {
      case BUS -> bus();
      case IOVA -> Color.web(dark ? "#db61a2" : "#bf3989");
      case PHYSICAL -> Color.web(dark ? "#9198a1" : "#57606a");
    };
  }

  /// What has been met is drawn through, what is to come is dashed.
  private void line(GraphicsContext pen, Line line) {
    Color colour = line.isReached() ? palette.direct() : palette.muted();
    pen.setStroke(colour);
    pen.setLineWidth(line.isReached() ? 2 : 1.2);
    pen.setLineDashes(line.isReached() ? new double[0] : new double[] {4, 4});
    double middle = (line.fromX() + line.toX()) / 2;
    pen.beginPath();
    pen.moveTo(line.fromX(), line.fromY());
    pen.bezierCurveTo(middle, line.fromY(), middle, line.toY(), line.toX(), line.toY());
    pen.stroke();
    pen.setLineDashes();
    callout(
        pen,
        line.offset(),
        mono,
        colour,
        palette.background(),
        middle,
        (line.fromY() + line.toY()) / 2,
        line.toX() - line.fromX() - 12);
  }

  private void callout(
      GraphicsContext pen,
      String text,
      Font font,
      Color colour,
      Color fill,
      double x,
      double y,
      double most) {
    double width = Math.clamp(text.length() * 6.6 + 12, 30, Math.max(30, most));
    double left = Math.rint(x - width / 2) + 0.5;
    double top = Math.rint(y - CALLOUT / 2) + 0.5;
    pen.setFill(fill);
    pen.fillRoundRect(left, top, width, CALLOUT, RADIUS, RADIUS);
    pen.setStroke(colour);
    pen.setLineWidth(1.25);
    pen.strokeRoundRect(left, top, width, CALLOUT, RADIUS, RADIUS);
    write(pen, text, font, colour, left + 6, top + 3, width - 10);
  }

  private void dot(GraphicsContext pen, Dot dot) {
    Color colour = dot.point().isReached() ? palette.direct() : palette.muted();
    pen.setStroke(colour);
    pen.setLineWidth(dot.point().isCurrent() ? 2.5 : 1.2);
    pen.setLineDashes(dot.point().isReached() ? new double[0] : new double[] {4, 4});
    pen.strokeLine(dot.left(), dot.y(), dot.right(), dot.y());
    pen.setLineDashes();
    double size = dot.point().isCurrent() ? 5 : 3.5;
    pen.setFill(colour);
    pen.fillOval(dot.left() - size, dot.y() - size, 2 * size, 2 * size);
    pen.fillOval(dot.right() - size, dot.y() - size, 2 * size, 2 * size);
    if (dot.point().isCurrent()) {
      String number = Hex.grouped(dot.point().address().value());
      callout(
          pen,
          number,
          mono,
          spaceColour(dot.point().address().space()),
          palette.background(),
          dot.right() + number.length() * 3.3 + 16,
          dot.y() - CALLOUT / 2 - 3,
          dot.right() - dot.left());
    }
  }

  /// Two meanings of one number: lines across, so that it is no matter of colour.
  private void hatch(GraphicsContext pen, Warning warning) {
    pen.save();
    pen.beginPath();
    pen.rect(warning.x(), warning.y() - 8, warning.width(), 16);
    pen.clip();
    pen.setStroke(palette.refused());
    pen.setLineWidth(1.25);
    for (double x = warning.x() - 16; x < warning.x() + warning.width(); x += 7) {
      pen.strokeLine(x, warning.y() + 8, x + 16, warning.y() - 8);
    }
    pen.restore();
  }

  private void warning(GraphicsContext pen, Warning warning) {
    double most = Math.max(warning.width(), 300);
    double width = Math.min(most, warning.clash().sentence().length() * 6.6 + 12);
    double x = Math.min(warning.x() + width / 2, getWidth() - width / 2 - 4);
    callout(
        pen,
        warning.clash().sentence(),
        prose,
        palette.refused(),
        palette.refusedSoft(),
        x,
        warning.y() + 22,
        most);
  }

  private static void write(
      GraphicsContext pen, String text, Font font, Color colour, double x, double y, double width) {
    pen.setFont(font);
    pen.setFill(colour);
    pen.fillText(text, Math.rint(x), Math.rint(y), Math.max(1, width));
  }

  // --- pointing
  // ------------------------------------------------------------------------------------

  private void hover(MouseEvent move) {
    Optional<Block> block = picture.flatMap(it -> it.blockAt(move.getX(), move.getY()));
    setCursor(block.flatMap(it -> it.span().owner()).isPresent() ? Cursor.HAND : Cursor.DEFAULT);
    block.ifPresentOrElse(
        it -> {
          tooltip.setText(describe(it));
          Tooltip.install(this, tooltip);
        },
        () -> Tooltip.uninstall(this, tooltip));
  }

  private static String describe(Block block) {
    return "%s\n%s … %s, %s\n%s"
        .formatted(
            block.span().label(),
            Hex.grouped(block.span().range().first()),
            Hex.grouped(block.span().range().last()),
            Sizes.spell(block.span().range().size()),
            "from " + block.span().source());
  }

  private void click(MouseEvent click) {
    requestFocus();
    picture
        .flatMap(it -> it.blockAt(click.getX(), click.getY()))
        .ifPresent(block -> {
          focused = picture.map(it -> it.blocks().indexOf(block)).orElse(-1);
          block.span().owner().ifPresent(choose);
          requestLayout();
        });
  }

  private void press(KeyEvent key) {
    int count = picture.map(it -> it.blocks().size()).orElse(0);
    if (count == 0) {
      return;
    }
    switch (key.getCode()) {
      case DOWN, RIGHT -> focusOn(Math.min(count - 1, focused + 1));
      case UP, LEFT -> focusOn(Math.max(0, focused - 1));
      case ENTER ->
          picture
              .filter(_ -> focused >= 0)
              .flatMap(it -> it.blocks().get(focused).span().owner())
              .ifPresent(choose);
      default -> {
        return;
      }
    }
    key.consume();
  }

  private void focusOn(int index) {
    focused = index;
    picture.ifPresent(it -> setAccessibleText(describe(it.blocks().get(index)).replace('\n', ' ')));
    requestLayout();
  }

  /// What the colours mean, for the legend.
  public static List<Meaning> meanings() {
    return List.of(Meaning.WINDOW, Meaning.BAR, Meaning.RAM, Meaning.RESERVED);
  }
}
