package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.Detail;
import io.peerscope.app.canvas.drawing.FxPainter;
import io.peerscope.app.canvas.drawing.Hovering;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Scene;
import io.peerscope.app.canvas.drawing.TextMeasure;
import io.peerscope.app.canvas.drawing.Tone;
import io.peerscope.app.canvas.layout.Box;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/// Two canvases: the machine, drawn anew only when it or the view of it changes, and above it what
/// moves.
final class Layers {

  private static final double GRID_STEP = 24;
  private static final double LEAST_GRID = 10;

  /// Labels do not get smaller than at this scale.
  private static final double LEAST_LABELS = 0.85;

  private final TextMeasure measure;
  private final Canvas ground = new Canvas();
  private final Canvas overlay = new Canvas();

  Layers(TextMeasure measure) {
    this.measure = measure;
    for (Canvas layer : canvases()) {
      layer.setManaged(false);
      layer.setMouseTransparent(true);
    }
  }

  /// From bottom to top.
  List<Canvas> canvases() {
    return List.of(ground, overlay);
  }

  /// Whether the size is another now.
  boolean resize(double width, double height) {
    if (ground.getWidth() == width && ground.getHeight() == height) {
      return false;
    }
    for (Canvas layer : canvases()) {
      layer.setWidth(width);
      layer.setHeight(height);
    }
    return true;
  }

  void paintGround(DrawnMachine machine, Camera camera, Palette palette, double outputScale) {
    GraphicsContext gc = ground.getGraphicsContext2D();
    gc.setFill(colour(palette, Tone.CANVAS));
    gc.fillRect(0, 0, camera.width(), camera.height());
    paintGrid(gc, camera, palette);
    painter(gc, camera, palette, outputScale, 1)
        .paint(machine.ground().draw(camera.window(), Detail.atScale(camera.scale())).marks());
  }

  private static void paintGrid(GraphicsContext gc, Camera camera, Palette palette) {
    double gap = GRID_STEP * camera.scale();
    if (gap < LEAST_GRID) {
      return;
    }
    gc.setFill(colour(palette, Tone.GRID));
    for (double x = camera.viewport().left() % gap; x < camera.width(); x += gap) {
      gc.fillRect(Math.rint(x), 0, 1, camera.height());
    }
  }

  void paintOverlay(
      DrawnMachine machine,
      Scene scene,
      Set<PciAddress> stops,
      List<Verdict> companions,
      Optional<Hovering> hovering,
      Optional<Box> frame,
      Camera camera,
      Palette palette,
      double outputScale) {
    GraphicsContext gc = overlay.getGraphicsContext2D();
    gc.clearRect(0, 0, camera.width(), camera.height());
    if (!companions.isEmpty()) {
      painter(gc, camera, palette, outputScale, 1)
          .paint(machine.convoy().draw(companions, scene).marks());
    }
    painter(gc, camera, palette, outputScale, 1).paint(machine.scene().draw(scene).marks());
    if (!stops.isEmpty()) {
      painter(gc, camera, palette, outputScale, 1).paint(machine.scene().drawStops(stops).marks());
    }
    double factor = Math.max(1, LEAST_LABELS / camera.scale());
    painter(gc, camera, palette, outputScale, factor)
        .paint(machine.scene().drawLabels(scene, factor).marks());
    frame.ifPresent(
        box -> painter(gc, camera, palette, outputScale, 1).paint(Hovering.frame(box).marks()));
    hovering.ifPresent(over -> {
      painter(gc, camera, palette, outputScale, 1).paint(over.places().marks());
      double size = 1 / camera.scale();
      painter(gc, camera, palette, outputScale, size)
          .paint(over.card(measure, size, camera.window()).marks());
    });
  }

  private static FxPainter painter(
      GraphicsContext gc, Camera camera, Palette palette, double outputScale, double factor) {
    return new FxPainter(
        gc,
        palette,
        camera.scale() * factor,
        camera.viewport().left(),
        camera.viewport().top(),
        outputScale);
  }

  private static Color colour(Palette palette, Tone tone) {
    return Color.web(palette.of(tone).toString());
  }
}
