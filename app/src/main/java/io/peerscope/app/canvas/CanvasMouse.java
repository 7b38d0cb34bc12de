package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Item;
import io.peerscope.app.canvas.layout.Point;
import io.peerscope.app.canvas.tool.Gesture;
import io.peerscope.app.canvas.tool.Plug;
import io.peerscope.app.canvas.tool.Pointer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// What the mouse does on the canvas: gestures of the tool in hand, what is under the pointer, the
/// wheel.
final class CanvasMouse {

  /// How near to the end of a line the pointer takes it, in pixels.
  private static final double PLUG_REACH = 8;

  /// Below this a card is hardly larger than the reach of its plugs.
  private static final double LEAST_SCALE_FOR_PLUGS = 0.45;

  private final TopologyCanvas canvas;
  private final Camera camera;
  private final HoverTip tip;
  private Optional<Gesture> gesture = Optional.empty();
  private Optional<Item> hovered = Optional.empty();
  private List<Plug> plugs = List.of();

  CanvasMouse(TopologyCanvas canvas, Camera camera) {
    this.canvas = canvas;
    this.camera = camera;
    this.tip = new HoverTip(canvas);
  }

  void install() {
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, event -> hover(event.getX(), event.getY()));
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> tip.show(Optional.empty()));
    canvas.addEventHandler(ScrollEvent.SCROLL, this::scroll);
  }

  /// The ends of lines near the pointer, while one draws.
  List<Plug> plugs() {
    return plugs;
  }

  /// Another tool comes into the hand.
  void cancel() {
    gesture.ifPresent(Gesture::cancel);
    gesture = Optional.empty();
    plugs = List.of();
  }

  /// What was under the pointer is something else now.
  void forget() {
    hovered = Optional.empty();
    plugs = List.of();
  }

  private void press(MouseEvent event) {
    canvas.requestFocus();
    gesture = Optional.of(canvas.tool().press(pointer(event)));
    event.consume();
  }

  private void drag(MouseEvent event) {
    gesture.ifPresent(going -> {
      going.drag(pointer(event));
      canvas.setCursor(going.cursor());
    });
    event.consume();
  }

  private void release(MouseEvent event) {
    Optional<Gesture> ended = gesture;
    gesture = Optional.empty();
    ended.ifPresent(going -> going.release(pointer(event)));
    canvas.setCursor(canvas.tool().cursor(hovered));
    event.consume();
  }

  private Pointer pointer(MouseEvent event) {
    Point at = camera.viewport().toPicture(event.getX(), event.getY());
    return Pointer.of(event, at, itemAt(event.getX(), event.getY()), plugAt(at));
  }

  private Optional<Item> itemAt(double x, double y) {
    return canvas.layoutNow().at(camera.viewport().toPicture(x, y));
  }

  /// The end of a line near a point, while one draws and can tell it from the card it belongs to.
  private Optional<Plug> plugAt(Point at) {
    double reach = PLUG_REACH / camera.scale();
    return plugsAround(at, reach).stream()
        .filter(plug -> plug.at().distanceTo(at) <= reach)
        .min(Comparator.comparingDouble(plug -> plug.at().distanceTo(at)));
  }

  private List<Plug> plugsAround(Point at, double reach) {
    if (canvas.drawing().isEmpty() || camera.scale() < LEAST_SCALE_FOR_PLUGS) {
      return List.of();
    }
    Box around = new Box(at.x(), at.y(), 0, 0).grownBy(reach);
    return canvas.layoutNow().itemsIn(around).stream()
        .flatMap(item -> Plug.of(item, canvas.topology()).stream())
        .toList();
  }

  private void showPlugs(Point at) {
    List<Plug> near = plugsAround(at, PLUG_REACH / camera.scale());
    if (!near.equals(plugs)) {
      plugs = near;
      canvas.redrawOverlay();
    }
  }

  private void hover(double x, double y) {
    Optional<Item> item = itemAt(x, y);
    Point at = camera.viewport().toPicture(x, y);
    showPlugs(at);
    canvas.setCursor(plugAt(at).isPresent() ? Cursor.CROSSHAIR : canvas.tool().cursor(item));
    if (!item.equals(hovered)) {
      hovered = item;
      tip.show(item.map(below -> Items.describe(below, canvas.platform.get().topology())));
    }
  }

  private void scroll(ScrollEvent event) {
    if (event.getDeltaY() == 0 && event.getDeltaX() == 0) {
      return;
    }
    if (event.isShiftDown()) {
      canvas.pan(event.getDeltaX() + event.getDeltaY(), 0);
    } else {
      camera.zoom(event.getX(), event.getY(), Math.exp(event.getDeltaY() * 0.004));
      canvas.redrawAll();
    }
    event.consume();
  }
}
