package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Journeys of somebody who follows a DMA step by step.
class TraceJourneyTest extends Journeys {

  @Test
  void withTheKeyboardAloneOneChoosesAPairStepsItFindsTheCulpritAndCopiesTheSentence() {
    openBeforehand(OpenWindow.sample("04"));
    hit(KeyCode.ESCAPE);

    hit(KeyCode.CONTROL, KeyCode.D);
    write("04:00.0 to 03:00.0:BAR2+0x1000");
    hit(KeyCode.ENTER);
    assertThat(verdict()).isEqualTo(VerdictKind.REFUSED);

    focusCanvasByKey();
    hit(KeyCode.PERIOD);
    assertThat(step()).isEqualTo(1);
    hit(KeyCode.F10);
    assertThat(step()).as("step over goes past what belongs together").isGreaterThan(2);
    hit(KeyCode.COMMA);
    hit(KeyCode.HOME);
    assertThat(step()).isZero();

    hit(KeyCode.C);
    waitUntil(() -> step() == lastStep());
    assertThat(window().document.inspected().get().map(Object::toString)).contains("0000:02:01.0");
    assertThat(window().document.lastAction().get()).contains("02:01.0");

    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    var copied = new StringBuilder();
    interact(() -> copied.append(Clipboard.getSystemClipboard().getString()));
    assertThat(copied.toString()).contains("Refused", "02:01.0", "ReqRedir");
  }

  @Test
  void aBreakpointAtAPortStopsTheRunBothWays() {
    openBeforehand(OpenWindow.sample("01"));
    interact(() -> window().playback.goTo(lastStep() - 2));
    var place = window().document.verdict().get().orElseThrow().steps().get(step()).at();
    assertThat(place).isInstanceOf(Place.AtFunction.class);
    focusCanvasByKey();

    hit(KeyCode.B);
    hit(KeyCode.HOME);
    hit(KeyCode.F9);

    assertThat(window().document.verdict().get().orElseThrow().steps().get(step()).at())
        .isEqualTo(place);
    hit(KeyCode.END);
    hit(KeyCode.SHIFT, KeyCode.F9);
    assertThat(window().document.verdict().get().orElseThrow().steps().get(step()).at())
        .isEqualTo(place);
  }

  @Test
  void aScenarioIsSavedWithTheMachineRunAgainAndTakenBack() {
    openBeforehand(OpenWindow.sample("09"));
    interact(() -> window().selectTab("Scenarios"));
    waitForWork();
    interact(() -> ((TextInputControl) find("scenario-name")).setText("two writes"));
    interact(() -> ((TextInputControl) find("scenario-lines")).setText(twoWrites()));

    interact(() -> ((Button) find("scenario-save")).fire());
    waitForWork();
    assertThat(window().document.drawn().scenarios()).hasSize(1);
    interact(() -> ((Button) find("scenario-run")).fire());
    waitUntil(() -> window().document.runs().current().get().isPresent());
    waitForWork();
    assertThat(window().document.runs().current().get().orElseThrow().flights()).hasSize(2);
    assertThat(window().document.verdict().get()).isPresent();

    interact(() -> window().playback.goTo(2));
    interact(() -> window().document.undo());
    assertThat(window().document.drawn().scenarios()).isEmpty();
    assertThat(step()).as("who looks at a step goes on doing so").isEqualTo(2);
  }

  private String twoWrites() {
    var pair = window().document.question().get();
    var client = pair.client().orElseThrow();
    var target = pair.targetFunction().orElseThrow();
    return "%s write %s 64K\n%s read %s 4K; %s+0x1000 4K"
        .formatted(client, target, client, target, target);
  }

  @Test
  void allGpusSendToAllOthersAtOneCommand() {
    openBeforehand(OpenWindow.sample("09"));

    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    write("all-to-all");
    hit(KeyCode.ENTER);

    waitUntil(() -> window().document.runs().current().get().isPresent());
    assertThat(window().document.runs().current().get().orElseThrow().flights()).hasSize(8 * 7);
  }

  @Test
  void stepsOfARefusalEndInTheRefusal() {
    openBeforehand(OpenWindow.sample("02"));
    focusCanvasByKey();

    hit(KeyCode.END);

    assertThat(window().document.verdict().get().orElseThrow().steps().get(step()).event())
        .isEqualTo(StepEvent.REFUSE);
    waitUntil(() -> find("lesson") != null);
    assertThat(find("lesson")).isNotNull();
  }

  private void focusCanvasByKey() {
    for (int part = 0; part < 8 && !find("canvas").isFocused(); part++) {
      hit(KeyCode.F6);
    }
    assertThat(find("canvas").isFocused()).isTrue();
  }
}
