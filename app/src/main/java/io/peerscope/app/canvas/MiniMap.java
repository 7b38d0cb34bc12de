package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.layout.TopologyLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Cursor;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/// The whole picture, small, with a frame around the part one sees; a drag moves that part.
final class MiniMap extends Region {

  private static final double WIDEST = 112;
  private static final double HIGHEST = 136;
  private static final double PADDING = 6;
  private static final double NARROWEST = 36;
  private static final double CORNER = 12;
  private static final double LEAST_ROOM_WIDTH = 360;
  private static final double LEAST_ROOM_HEIGHT = 240;

  private final BoxRaster boxes = new BoxRaster();
  private final Rectangle border = outline();
  private final Rectangle wayBox = outline();
  private final Rectangle window = new Rectangle();
  private final Consumer<Point> onMoved;
  private Optional<Painted> painted = Optional.empty();
  private double scale = 1;
  private double left = PADDING;

  /// Of what the boxes are; another way leaves them as they are.
  private record Painted(TopologyLayout layout, Palette palette, double outputScale) {}

  /// @param onMoved takes the point of the picture to look at
  MiniMap(Consumer<Point> onMoved) {
    this.onMoved = onMoved;
    setId("mini-map");
    setManaged(false);
    setCursor(Cursor.CROSSHAIR);
    getChildren().addAll(boxes.node(), border, wayBox, window);
    window.setMouseTransparent(true);
    window.setManaged(false);
    setPickOnBounds(true);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::move);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::move);
    addEventHandler(MouseEvent.MOUSE_RELEASED, MouseEvent::consume);
    addEventHandler(MouseEvent.MOUSE_MOVED, MouseEvent::consume);
  }

  private void move(MouseEvent event) {
    onMoved.accept(new Point((event.getX() - left) / scale, (event.getY() - PADDING) / scale));
    event.consume();
  }

  /// Draws everything anew: for another layout, theme or way.
  ///
  /// @param way the box around the way of the DMA on show
  /// @param outputScale device pixels per pixel
  void draw(TopologyLayout layout, Palette palette, Optional<Box> way, double outputScale) {
    Box bounds = layout.bounds();
    scale = Math.min(WIDEST / bounds.width(), HIGHEST / bounds.height());
    double inner = Math.max(NARROWEST, bounds.width() * scale);
    double width = inner + 2 * PADDING;
    double height = bounds.height() * scale + 2 * PADDING;
    left = PADDING + (inner - bounds.width() * scale) / 2;
    resize(width, height);
    var wanted = new Painted(layout, palette, outputScale);
    if (!painted.equals(Optional.of(wanted))) {
      painted = Optional.of(wanted);
      boxes.paint(layout.items(), width, height, scale, palette, outputScale, left, PADDING);
    }
    place(border, new Box(0.5, 0.5, width - 1, height - 1), colour(palette, Tone.BORDER));
    wayBox.setVisible(way.isPresent());
    way.ifPresent(box -> place(wayBox, small(box), colour(palette, Tone.TEXT)));
    window.setStroke(colour(palette, Tone.CLIENT));
    window.setStrokeWidth(1.5);
    window.setFill(colour(palette, Tone.CLIENT).deriveColor(0, 1, 1, 0.12));
  }

  private Box small(Box box) {
    return new Box(
        left + box.x() * scale,
        PADDING + box.y() * scale,
        Math.max(2, box.width() * scale),
        Math.max(2, box.height() * scale));
  }

  private static void place(Rectangle outline, Box box, Color colour) {
    outline.setX(box.x());
    outline.setY(box.y());
    outline.setWidth(box.width());
    outline.setHeight(box.height());
    outline.setStroke(colour);
  }

  private static Rectangle outline() {
    var outline = new Rectangle();
    outline.setFill(Color.TRANSPARENT);
    outline.setStrokeWidth(1);
    outline.setMouseTransparent(true);
    outline.setManaged(false);
    return outline;
  }

  private static Color colour(Palette palette, Tone tone) {
    return Color.web(palette.of(tone).toString());
  }

  /// Moves the frame to the part of the picture that is seen.
  void frame(Box seen) {
    double right = getWidth() - 1;
    double bottom = getHeight() - 1;
    double x = Math.clamp(left + seen.x() * scale, 1, right);
    double y = Math.clamp(PADDING + seen.y() * scale, 1, bottom);
    window.setX(x);
    window.setY(y);
    window.setWidth(Math.clamp(left + seen.right() * scale, x, right) - x);
    window.setHeight(Math.clamp(PADDING + seen.bottom() * scale, y, bottom) - y);
  }

  /// Whether the picture is larger than what is seen of it, and there is room.
  boolean isWanted(Box picture, Camera camera) {
    return picture.height() > 0
        && camera.width() > LEAST_ROOM_WIDTH
        && camera.height() > LEAST_ROOM_HEIGHT
        && !camera.viewport().shows(picture.grownBy(-16), camera.width(), camera.height());
  }

  /// Stands in the first corner where it hides none of the boxes, or in the last.
  void standBeside(List<Box> ends, Camera camera) {
    for (Point corner : corners(camera)) {
      relocate(corner.x(), corner.y());
      List<Box> covered = covered(camera);
      if (ends.stream().noneMatch(end -> covered.stream().anyMatch(end::overlaps))) {
        return;
      }
    }
  }

  private List<Point> corners(Camera camera) {
    double right = Math.rint(camera.width() - getWidth() - CORNER);
    double bottom = Math.rint(camera.height() - getHeight() - CORNER);
    return List.of(
        new Point(right, bottom),
        new Point(right, CORNER),
        new Point(CORNER, bottom),
        new Point(right, bottom));
  }

  /// The part of the large picture below this one.
  List<Box> covered(Camera camera) {
    if (!isVisible()) {
      return List.of();
    }
    Point corner = camera.viewport().toPicture(getLayoutX(), getLayoutY());
    return List.of(
        new Box(
            corner.x(),
            corner.y(),
            (getWidth() + CORNER) / camera.scale(),
            (getHeight() + CORNER) / camera.scale()));
  }
}
