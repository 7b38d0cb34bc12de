package io.peerscope.app.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.layout.Box;
import org.junit.jupiter.api.Test;

class ViewportTest {

  private static final Box ALL = new Box(0, 0, 900, 9000);

  @Test
  void endsThatAreFarApartAreBroughtIntoViewTogether() {
    Box part = new Box(200, 300, 600, 5000);

    Viewport viewport = Viewport.around(part, ALL, 700, 450);

    assertThat(viewport.shows(part, 700, 450)).isTrue();
  }

  @Test
  void endsThatAreNearAreNotEnlargedAndNoEmptinessIsShownAboveThem() {
    Box part = new Box(200, 10, 300, 100);

    Viewport viewport = Viewport.around(part, ALL, 700, 450);

    assertThat(viewport.scale()).isEqualTo(1);
    assertThat(viewport.window(700, 450).y()).isEqualTo(0);
    assertThat(viewport.shows(part, 700, 450)).isTrue();
  }

  @Test
  void theWholeOfAVeryLargeMachineFits() {
    var picture = new Box(0, 0, 900, 2_000_000);

    Viewport whole = Viewport.fitting(picture, 1_000, 700);

    assertThat(whole.shows(picture, 1_000, 700)).isTrue();
    assertThat(whole.zoomedAt(0, 0, 2).scale()).isEqualTo(2 * whole.scale());
  }
}
