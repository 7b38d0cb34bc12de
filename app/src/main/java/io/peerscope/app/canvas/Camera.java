package io.peerscope.app.canvas;

import io.peerscope.app.canvas.layout.Box;
import io.peerscope.app.canvas.layout.Point;
import java.util.Optional;

/// Which part of the picture is seen, and what decides that, also when the size changes.
final class Camera {

  private enum Aim {
    /// All of it where it can be read, else the way of the DMA or the upper part.
    OPENING,
    ALL,
    PATH,
    /// Where the user moved it.
    FREE
  }

  private Aim aim = Aim.OPENING;
  private Viewport viewport = Viewport.START;
  private double width = 1;
  private double height = 1;

  Viewport viewport() {
    return viewport;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /// The part of the picture that is seen.
  Box window() {
    return viewport.window(width, height);
  }

  double scale() {
    return viewport.scale();
  }

  void resize(double newWidth, double newHeight) {
    width = Math.max(1, newWidth);
    height = Math.max(1, newHeight);
  }

  /// Whether the user decides what is seen, not the picture.
  boolean isFree() {
    return aim == Aim.FREE;
  }

  /// Another machine is on show.
  void startAnew() {
    aim = Aim.OPENING;
  }

  void aimAtAll() {
    aim = Aim.ALL;
  }

  void aimAtPath() {
    aim = Aim.PATH;
  }

  /// Another DMA is on show: it is brought into view, where it is not.
  ///
  /// @return whether another part is seen now
  boolean bringIntoView(Box path, Box all) {
    if (viewport.shows(path, width, height)) {
      return false;
    }
    aim = aim == Aim.OPENING ? Aim.OPENING : Aim.PATH;
    follow(all, Optional.of(path));
    return true;
  }

  /// Goes with the picture and the size, until the user moves or zooms.
  void follow(Box all, Optional<Box> path) {
    viewport =
        switch (aim) {
          case ALL -> Viewport.fitting(all, width, height);
          case OPENING ->
              Viewport.isReadable(all, width, height)
                  ? Viewport.fitting(all, width, height)
                  : around(all, path).orElseGet(() -> Viewport.opening(all, width, height));
          case PATH -> around(all, path).orElse(viewport);
          case FREE -> viewport;
        };
  }

  private Optional<Viewport> around(Box all, Optional<Box> path) {
    return path.map(part -> Viewport.around(part, all, width, height));
  }

  void pan(double dx, double dy) {
    move(viewport.movedBy(dx, dy));
  }

  void zoom(double x, double y, double factor) {
    move(viewport.zoomedAt(x, y, factor));
  }

  void zoomInTheMiddle(double factor) {
    zoom(width / 2, height / 2, factor);
  }

  /// The same size, with a point in the middle.
  void lookAt(Point point) {
    move(viewport.lookingAt(point, width, height));
  }

  /// Large enough to be read, with a point in the middle.
  void centerOn(Point point) {
    move(viewport.centeredOn(point, width, height));
  }

  private void move(Viewport next) {
    aim = Aim.FREE;
    viewport = next;
  }
}
