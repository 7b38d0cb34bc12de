package io.peerscope.app.canvas;

import io.peerscope.app.draw.Cargo;
import io.peerscope.app.draw.Carrier;
import java.util.Optional;
import javafx.geometry.Point2D;

/// Carries over a canvas what comes from another part of the window.
final class CanvasCarrier implements Carrier {

  private final TopologyCanvas canvas;
  private Optional<Cargo> cargo = Optional.empty();

  CanvasCarrier(TopologyCanvas canvas) {
    this.canvas = canvas;
  }

  @Override
  public void take(Cargo taken) {
    cargo = Optional.of(taken);
  }

  @Override
  public void carryTo(double sceneX, double sceneY) {
    Point2D at = canvas.sceneToLocal(sceneX, sceneY);
    cargo.ifPresent(it -> canvas.haul(it, at.getX(), at.getY()));
  }

  @Override
  public void letGo() {
    cargo = Optional.empty();
    canvas.letGo();
  }

  @Override
  public void cancel() {
    cargo = Optional.empty();
    canvas.cancelHauling();
  }
}
