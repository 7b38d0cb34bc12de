package io.peerscope.app.canvas;

import io.peerscope.app.canvas.drawing.FxPainter;
import io.peerscope.app.canvas.drawing.Hovering;
import io.peerscope.app.canvas.drawing.Palette;
import io.peerscope.app.canvas.drawing.Scene;
import io.peerscope.app.canvas.drawing.TextMeasure;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/// Two layers: the machine, painted anew only where it changes or comes into sight, and above it
/// what moves.
final class Layers {

  /// Labels do not get smaller than at this scale.
  private static final double LEAST_LABELS = 0.85;

  /// Radius of a plug on the screen.
  private static final double PLUG = 4.5;

  private final TextMeasure measure;
  private final GroundTiles ground = new GroundTiles();
  private final Canvas overlay = new Canvas();

  Layers(TextMeasure measure) {
    this.measure = measure;
    overlay.setManaged(false);
    overlay.setMouseTransparent(true);
  }

  /// From bottom to top.
  List<Node> nodes() {
    return List.of(ground.node(), overlay);
  }

  /// Whether the size is another now.
  boolean resize(double width, double height) {
    if (overlay.getWidth() == width && overlay.getHeight() == height) {
      return false;
    }
    ground.resize(width, height);
    overlay.setWidth(width);
    overlay.setHeight(height);
    return true;
  }

  void paintGround(DrawnMachine machine, Camera camera, Palette palette, double outputScale) {
    ground.show(
        machine,
        camera,
        palette,
        outputScale,
        whole(camera.viewport().left(), outputScale),
        whole(camera.viewport().top(), outputScale));
  }

  /// The nearest device pixel: what is above the machine keeps step with it.
  private static double whole(double value, double outputScale) {
    return Math.round(value * outputScale) / outputScale;
  }

  void paintOverlay(
      DrawnMachine machine, Above above, Camera camera, Palette palette, double outputScale) {
    Scene scene = above.scene();
    GraphicsContext gc = overlay.getGraphicsContext2D();
    gc.clearRect(0, 0, camera.width(), camera.height());
    FxPainter plain = painter(gc, camera, palette, outputScale, 1);
    plain.paint(machine.ground().drawTitles(camera.window(), scene.detail()).marks());
    if (!above.companions().isEmpty()) {
      plain.paint(machine.convoy().draw(above.companions(), scene).marks());
    }
    plain.paint(machine.scene().draw(scene).marks());
    if (!above.stops().isEmpty()) {
      plain.paint(machine.scene().drawStops(above.stops()).marks());
    }
    if (!above.found().isEmpty()) {
      plain.paint(machine.scene().drawFound(above.found()).marks());
    }
    double factor = Math.max(1, LEAST_LABELS / camera.scale());
    painter(gc, camera, palette, outputScale, factor)
        .paint(machine.scene().drawLabels(scene, factor).marks());
    above.frame().ifPresent(box -> plain.paint(Hovering.frame(box).marks()));
    if (!above.plugs().isEmpty()) {
      plain.paint(Hovering.plugs(above.plugs(), PLUG / camera.scale()).marks());
    }
    above
        .hovering()
        .ifPresent(over -> {
          plain.paint(over.places().marks());
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
        whole(camera.viewport().left(), outputScale),
        whole(camera.viewport().top(), outputScale),
        outputScale);
  }
}
