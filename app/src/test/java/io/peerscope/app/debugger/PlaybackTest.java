package io.peerscope.app.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Pulse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaybackTest {

  private static final Duration HOP = Duration.ofMillis(100);

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final HandPulse pulse = new HandPulse();
  private final Playback playback = new Playback(document, pulse, HOP);

  @BeforeEach
  void openASample() {
    document.open(
        List.of(
            Path.of(
                System.getProperty("peerscope.root", ".."),
                "sample-topologies",
                "01-one-switch.txt")));
  }

  @Test
  void playGoesThroughEveryStepAndStopsAtTheLast() {
    playback.play();
    pulse.run(Duration.ofSeconds(20));

    assertThat(document.step().get()).isEqualTo(document.stepCount() - 1);
    assertThat(playback.playing().get()).isFalse();
    assertThat(playback.fraction().get()).isEqualTo(1);
  }

  @Test
  void nextMovesOneStepWithTime() {
    playback.next();

    assertThat(document.step().get()).isEqualTo(1);
    assertThat(playback.fraction().get()).isZero();

    pulse.run(Duration.ofSeconds(1));
    assertThat(document.step().get()).isEqualTo(1);
    assertThat(playback.fraction().get()).isEqualTo(1);
  }

  @Test
  void steppingBackIsExactAndAtOnce() {
    playback.last();
    playback.previous();

    assertThat(document.step().get()).isEqualTo(document.stepCount() - 2);
    assertThat(playback.fraction().get()).isEqualTo(1);
  }

  @Test
  void pauseKeepsTheStep() {
    playback.play();
    pulse.run(Duration.ofMillis(500));
    playback.toggle();
    int step = document.step().get();
    pulse.run(Duration.ofSeconds(5));

    assertThat(step).isPositive();
    assertThat(document.step().get()).isEqualTo(step);
  }

  @Test
  void playAtTheEndStartsAgain() {
    playback.last();
    playback.play();

    assertThat(document.step().get()).isEqualTo(1);
    assertThat(playback.playing().get()).isTrue();
  }

  @Test
  void doubleSpeedTakesHalfTheTime() {
    Duration normal = timeToTheEnd(1);
    Duration twice = timeToTheEnd(2);

    assertThat(twice.toMillis()).isBetween(normal.toMillis() * 4 / 10, normal.toMillis() * 6 / 10);
  }

  @Test
  void withoutTimeEveryMovementEndsAtOnce() {
    var atOnce = new Playback(document, pulse, Duration.ZERO);

    atOnce.play();

    assertThat(document.step().get()).isEqualTo(document.stepCount() - 1);
    assertThat(atOnce.playing().get()).isFalse();
  }

  @Test
  void anotherVerdictStopsTheMovement() {
    playback.play();
    document.clear();

    assertThat(playback.playing().get()).isFalse();
    assertThat(document.step().get()).isZero();
  }

  private Duration timeToTheEnd(double speed) {
    playback.first();
    playback.speed().set(speed);
    playback.play();
    var elapsed = Duration.ZERO;
    while (playback.playing().get()) {
      pulse.run(Duration.ofMillis(10));
      elapsed = elapsed.plusMillis(10);
    }
    return elapsed;
  }

  /// A clock that the test turns.
  private static final class HandPulse implements Pulse {

    private static final long FRAME = 10_000_000;

    private LongConsumer onFrame = _ -> {};
    private long now;

    @Override
    public void start(LongConsumer newOnFrame) {
      onFrame = newOnFrame;
      onFrame.accept(now);
    }

    @Override
    public void stop() {
      onFrame = _ -> {};
    }

    void run(Duration time) {
      for (long end = now + time.toNanos(); now < end; ) {
        now += FRAME;
        onFrame.accept(now);
      }
    }
  }
}
