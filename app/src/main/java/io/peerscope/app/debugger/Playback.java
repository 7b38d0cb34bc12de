package io.peerscope.app.debugger;

import io.peerscope.app.document.Difference;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Pulse;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

/// Moves the document's cursor over the steps of a DMA with time: play, pause, one step on, one
/// back.
///
/// Going forward takes a moment, in which [#fraction] runs from 0 to 1; going back or jumping is at
/// once. Pausing leaves everything where it is, also in the middle of a hop.
public final class Playback {

  /// How long a packet takes for one hop at normal speed.
  public static final Duration HOP = Duration.ofMillis(250);

  /// The speeds there are, in times of the normal one.
  public static final List<Double> SPEEDS = List.of(0.25, 0.5, 1.0, 2.0, 4.0, 8.0);

  /// Steps in which nothing moves are there to be read and take so many hops.
  private static final double READING = 3;

  private final WorkbenchDocument document;
  private final Pulse pulse;
  private final double hopNanos;
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(1);
  private final DoubleProperty speed = new SimpleDoubleProperty(1);
  private final BooleanProperty loop = new SimpleBooleanProperty(false);
  private final Breakpoints breakpoints = new Breakpoints();
  private boolean moving;
  private boolean timeKnown;
  private long lastFrame;

  /// @param hop time of one hop at normal speed; zero makes every movement end at once
  public Playback(WorkbenchDocument document, Pulse pulse, Duration hop) {
    this.document = document;
    this.pulse = pulse;
    hopNanos = hop.toNanos();
    document.verdict().subscribe((_, _) -> stop());
    document
        .wantsDifference()
        .bind(breakpoints.all().map(all -> all.contains(new Breakpoint.OnDifference())));
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

  /// One speed faster or slower, among 0.25, 0.5, 1, 2, 4 and 8 times.
  ///
  /// @param steps how many speeds; negative for slower
  public void changeSpeed(int steps) {
    int now = SPEEDS.indexOf(speed.get());
    speed.set(SPEEDS.get(Math.clamp((now < 0 ? 2 : now) + (long) steps, 0, SPEEDS.size() - 1)));
  }

  /// Whether play begins again at the end.
  public BooleanProperty loop() {
    return loop;
  }

  public Breakpoints breakpoints() {
    return breakpoints;
  }

  public void toggle() {
    if (playing.get()) {
      pause();
    } else {
      play();
    }
  }

  /// Stays where it is, also between two ports.
  public void pause() {
    playing.set(false);
    moving = false;
    pulse.stop();
  }

  /// Goes on to the next breakpoint or the end; from the end, starts again.
  public void play() {
    if (document.stepCount() == 0) {
      return;
    }
    if (fraction.get() < 1) {
      playing.set(true);
      move();
      return;
    }
    if (isAtEnd()) {
      goTo(0);
    }
    playing.set(true);
    advance();
  }

  /// One step on; what is under way arrives first.
  public void next() {
    playing.set(false);
    if (!isAtEnd()) {
      advance();
    } else {
      stop();
    }
  }

  /// Over all that belongs together with the next step, at once where that is more than one.
  public void stepOver() {
    jump(Stride.over(steps(), document.step().get()));
  }

  /// To the next part of the DMA.
  public void stepOut() {
    if (!steps().isEmpty()) {
      jump(Stride.out(steps(), document.step().get()));
    }
  }

  private void jump(int to) {
    if (to == document.step().get() + 1) {
      next();
    } else if (to > document.step().get()) {
      goTo(to);
    }
  }

  /// To the next breakpoint, or the end.
  public void runForward() {
    run(
        breakpoints.next(steps(), document.step().get(), difference()),
        document.stepCount() - 1,
        "ran to the end: no breakpoint on the way");
  }

  /// To the breakpoint before, or the beginning.
  public void runBack() {
    run(
        breakpoints.previous(steps(), document.step().get(), difference()),
        0,
        "ran back to the beginning: no breakpoint on the way");
  }

  private void run(OptionalInt found, int otherwise, String note) {
    if (document.stepCount() == 0) {
      return;
    }
    goTo(found.orElse(otherwise));
    noteStop(note);
  }

  private void noteStop(String otherwise) {
    List<DmaStep> steps = steps();
    if (!steps.isEmpty()) {
      document.note(
          breakpoints
              .at(steps.get(document.step().get()), difference())
              .map(it -> "stopped at " + it.words())
              .orElse(otherwise));
    }
  }

  private OptionalInt difference() {
    return document.difference().get().map(Difference::step).orElse(OptionalInt.empty());
  }

  private List<DmaStep> steps() {
    return document.verdict().get().map(Verdict::steps).orElse(List.of());
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
    boolean again = isAtEnd() && playing.get() && loop.get() && hopNanos > 0;
    if (isAtEnd() && !again) {
      stop();
      return;
    }
    int to = again ? 0 : document.step().get() + 1;
    if (hopNanos == 0) {
      document.goTo(to);
      arrive();
      return;
    }
    fraction.set(0);
    document.goTo(to);
    move();
  }

  private void move() {
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
    List<DmaStep> steps = steps();
    int step = document.step().get();
    boolean stops =
        step < steps.size() && breakpoints.at(steps.get(step), difference()).isPresent();
    if (playing.get() && stops) {
      stop();
      noteStop("");
    } else if (playing.get()) {
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
