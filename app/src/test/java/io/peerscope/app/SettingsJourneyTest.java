package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.action.KeySet;
import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.theme.Theme;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// The page of settings, from the keyboard and with the mouse.
class SettingsJourneyTest extends Journeys {

  @Test
  void everyChoiceCountsAtOnce() {
    openBeforehand(OpenWindow.sample("01"));
    hit(KeyCode.CONTROL, KeyCode.COMMA);
    assertThat(find("settings").isVisible()).isTrue();

    clickOn("#theme-dark");
    clickOn("#keys-vs_code");
    clickOn("#labels-names");
    clickOn("#show-legend");

    assertThat(window().appearance.theme().get()).isEqualTo(Theme.DARK);
    assertThat(window().habits.now().theme()).isEqualTo(Theme.DARK);
    assertThat(window().habits.now().chosen().keySet()).isEqualTo(KeySet.VS_CODE);
    TopologyCanvas canvas = (TopologyCanvas) find("canvas");
    assertThat(canvas.labelsProperty().get().names()).isFalse();
    assertThat(find("legend").isVisible()).isTrue();

    hit(KeyCode.ESCAPE);
    assertThat(find("settings").isVisible()).isFalse();
  }

  @Test
  void theChosenFamilyOfKeysFollowsTheDmaAndNoOther() {
    openBeforehand(OpenWindow.sample("01"));
    interact(
        () -> window().habits.change(it -> it.with(chosen -> chosen.withKeySet(KeySet.VS_CODE))));
    focusCanvas();

    hit(KeyCode.F7);
    assertThat(window().document.step().get()).isZero();

    hit(KeyCode.F11);
    waitUntil(() -> window().document.step().get() == 1);
  }
}
