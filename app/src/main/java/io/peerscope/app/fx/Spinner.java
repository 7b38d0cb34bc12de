package io.peerscope.app.fx;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import org.jspecify.annotations.Nullable;

/// Shows that something is under way: an open ring that turns a little now and then.
///
/// It is no animation, which would have every frame of the screen painted: the processors are
/// needed for what one waits for.
public final class Spinner extends Region {

  private static final double SIZE = 16;
  private static final double RADIUS = 6;
  private static final double OPENING = 270;
  private static final double TURN = 45;
  private static final Executor A_MOMENT_LATER =
      CompletableFuture.delayedExecutor(120, TimeUnit.MILLISECONDS, Platform::runLater);

  private final Arc ring = new Arc(SIZE / 2, SIZE / 2, RADIUS, RADIUS, 0, OPENING);
  private boolean turning;

  public Spinner() {
    getStyleClass().add("spinner");
    setMinSize(SIZE, SIZE);
    setMaxSize(SIZE, SIZE);
    ring.getStyleClass().add("ring");
    ring.setType(ArcType.OPEN);
    getChildren().add(ring);
    sceneProperty().subscribe(this::begin);
  }

  private void begin(@Nullable Scene scene) {
    if (scene != null && !turning) {
      turning = true;
      A_MOMENT_LATER.execute(this::turn);
    }
  }

  private void turn() {
    turning = false;
    ring.setRotate(ring.getRotate() + TURN);
    begin(getScene());
  }
}
