package io.peerscope.app.debugger;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Pulse;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.StepEvent;
import java.time.Duration;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/// Moves the document's cursor over the steps of a DMA with time: play, pause, one step on, one
/// back.
///
/// Going forward takes a moment, in which [#fraction] runs from 0 to 1; going back or jumping is at
/// once.
public final class Playback {

  /// How long a packet takes for one hop at normal speed.
  public static final Duration HOP = Duration.ofMillis(250);

  /// Steps in which nothing moves are there to be read and take so many hops.
  private static final double READING = 3;

  private final WorkbenchDocument document;
  private final Pulse pulse;
  private final double hopNanos;
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(1);
  private final DoubleProperty speed = new SimpleDoubleProperty(1);
  private boolean moving;
  private boolean timeKnown;
  private long lastFrame;

  /// @param hop time of one hop at normal speed; zero makes every movement end at once
  public Playback(WorkbenchDocument document, Pulse pulse, Duration hop) {
    this.document = document;
    this.pulse = pulse;
    hopNanos = hop.toNanos();
    document.verdict().subscribe((_, _) -> stop());
  }

  /// Whether the steps go on by themselves.
  public ReadOnlyBooleanProperty playing() {
    return playing.getReadOnlyProperty();
  }

  /// How much of the current step is over, 0 to 1.
  public ReadOnlyDoubleProperty fraction() {
    return fraction.getReadOnlyProperty();
  }

  /// Times normal speed.
  public DoubleProperty speed() {
    return speed;
  }

  public void toggle() {
    if (playing.get()) {
      stop();
    } else {
      play();
    }
  }

  /// Goes on to the end; from the end, starts again.
  public void play() {
    if (document.stepCount() == 0) {
      return;
    }
    if (isAtEnd()) {
      goTo(0);
    }
    playing.set(true);
    advance();
  }

  public void next() {
    playing.set(false);
    if (!isAtEnd()) {
      advance();
    }
  }

  public void previous() {
    goTo(document.step().get() - 1);
  }

  public void first() {
    goTo(0);
  }

  public void last() {
    goTo(document.stepCount() - 1);
  }

  /// Jumps to a step, at rest.
  public void goTo(int index) {
    stop();
    document.goTo(index);
  }

  private void stop() {
    playing.set(false);
    moving = false;
    pulse.stop();
    fraction.set(1);
  }

  private boolean isAtEnd() {
    return document.step().get() >= document.stepCount() - 1;
  }

  /// Begins the way to the next step, or ends the play.
  private void advance() {
    if (isAtEnd()) {
      stop();
      return;
    }
    if (hopNanos == 0) {
      document.goTo(document.step().get() + 1);
      arrive();
      return;
    }
    fraction.set(0);
    document.goTo(document.step().get() + 1);
    if (!moving) {
      moving = true;
      timeKnown = false;
      pulse.start(this::frame);
    }
  }

  private void frame(long now) {
    if (!moving) {
      return;
    }
    long elapsed = timeKnown ? now - lastFrame : 0;
    timeKnown = true;
    lastFrame = now;
    double reached = fraction.get() + elapsed * speed.get() / lengthOfStep();
    fraction.set(Math.min(1, reached));
    if (reached >= 1) {
      arrive();
    }
  }

  private void arrive() {
    if (playing.get()) {
      advance();
    } else {
      stop();
    }
  }

  private double lengthOfStep() {
    return document
        .verdict()
        .get()
        .map(verdict -> verdict.steps().get(document.step().get()))
        .map(DmaStep::event)
        .map(event -> isMovement(event) ? hopNanos : hopNanos * READING)
        .orElse(hopNanos);
  }

  private static boolean isMovement(StepEvent event) {
    return switch (event) {
      case MAP, TRANSLATOR, HOOK, CLASSIFY, PROGRAM, WALK, IOMMU, REFUSE, UNKNOWN -> false;
      case ISSUE, UPSTREAM, REDIRECT, DOWNSTREAM, FORWARD, ARRIVE, COMPLETION, COMPLETE -> true;
    };
  }
}
