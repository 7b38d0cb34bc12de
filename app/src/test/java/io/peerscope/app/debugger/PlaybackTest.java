package io.peerscope.app.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.StepEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
  void pauseKeepsThePacketBetweenTwoPorts() {
    playback.play();
    pulse.run(Duration.ofMillis(450));
    playback.toggle();
    double fraction = playback.fraction().get();
    pulse.run(Duration.ofSeconds(5));

    assertThat(fraction).isStrictlyBetween(0.0, 1.0);
    assertThat(playback.fraction().get()).isEqualTo(fraction);

    playback.toggle();
    pulse.run(Duration.ofSeconds(20));
    assertThat(document.step().get()).isEqualTo(document.stepCount() - 1);
  }

  @Test
  void playStopsAtABreakpointAndRunsOnFromThere() {
    playback.breakpoints().toggle(new Breakpoint.OnTranslation());
    playback.play();
    pulse.run(Duration.ofSeconds(20));

    assertThat(playback.playing().get()).isFalse();
    assertThat(step().translatedTo()).isPresent();

    playback.play();
    pulse.run(Duration.ofSeconds(20));
    assertThat(document.step().get()).isEqualTo(document.stepCount() - 1);
  }

  @Test
  void runsToABreakpointAndBackToIt() {
    playback.breakpoints().toggle(new Breakpoint.OnTranslation());
    playback.runForward();
    int there = document.step().get();
    playback.last();
    playback.runBack();

    assertThat(there).isPositive();
    assertThat(document.step().get()).isEqualTo(there);
  }

  @Test
  void runsToTheEndWhereNothingStops() {
    playback.runForward();

    assertThat(document.step().get()).isEqualTo(document.stepCount() - 1);
  }

  @Test
  void stopsAtAnAddressInWhateverSpaceItIs() {
    playback.last();
    var address = document.verdict().get().orElseThrow().steps().get(5).carried().orElseThrow();
    playback
        .breakpoints()
        .toggle(Breakpoint.AtAddress.parse(Hex.grouped(address.value())).orElseThrow());
    playback.first();
    playback.runForward();

    assertThat(step().carried()).map(Address::value).contains(address.value());
  }

  @Test
  void loopBeginsAgainAtTheEnd() {
    playback.loop().set(true);
    playback.last();
    playback.play();
    pulse.run(Duration.ofSeconds(60));

    assertThat(playback.playing().get()).isTrue();
    playback.loop().set(false);
    pulse.run(Duration.ofSeconds(60));
    assertThat(playback.playing().get()).isFalse();
  }

  @Test
  void steppingOutOfMappingComesToThePacket() {
    playback.stepOut();

    assertThat(step().event()).isEqualTo(StepEvent.ISSUE);
  }

  @Test
  void filterShowsOnlyRowsWithAllWords() {
    var steps = document.verdict().get().orElseThrow().steps();
    var filter = new EventFilter("02:01.0 ACS", Set.of(EventKind.ROUTING));

    assertThat(steps.stream().filter(filter::shows))
        .isNotEmpty()
        .allMatch(step -> step.at().toString().equals("0000:02:01.0"));
  }

  private DmaStep step() {
    return document.verdict().get().orElseThrow().steps().get(document.step().get());
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
}
