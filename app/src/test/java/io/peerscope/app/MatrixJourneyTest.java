package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Question;
import io.peerscope.app.matrix.MatrixPanel;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Journeys of somebody who walks the matrix with the keyboard.
class MatrixJourneyTest extends Journeys {

  @Test
  void arrowsWalkTheCellsAndEnterAsksAboutThePair() {
    openMatrix();
    Question before = window().document.question().get();

    hit(KeyCode.RIGHT);
    hit(KeyCode.DOWN);
    String told = find("matrix").getAccessibleText();
    hit(KeyCode.ENTER);

    Question asked = window().document.question().get();
    assertThat(asked).isNotEqualTo(before);
    assertThat(told)
        .contains(asked.client().orElseThrow().shortForm())
        .contains(asked.targetFunction().orElseThrow().shortForm());
    assertThat(window().document.verdict().get()).isPresent();
  }

  @Test
  void keysZoomFitAndChooseTheOperations() {
    openMatrix();
    double fitted = panel().pitch();

    hit(KeyCode.EQUALS);
    hit(KeyCode.EQUALS);
    assertThat(panel().pitch()).isGreaterThan(fitted);
    hit(KeyCode.F);
    assertThat(panel().pitch()).isEqualTo(fitted);

    Object both = ((ComboBox<?>) find("matrix-operations")).getValue();
    hit(KeyCode.R);
    assertThat((Object) ((ComboBox<?>) find("matrix-operations")).getValue()).isNotEqualTo(both);
  }

  @Test
  void theFilterIsReachedByAKeyAndLeavesOutRows() {
    openMatrix();

    hit(KeyCode.SLASH);
    assertThat(find("matrix-rows").isFocused()).isTrue();
    interact(() -> ((TextInputControl) find("matrix-rows")).setText("kind:GPU"));
    waitForWork();

    assertThat(size()).startsWith("8 ×");
  }

  private String size() {
    Node zoom = window().scene.lookup(".matrix-zoom");
    return ((Labeled) zoom).getText();
  }

  private MatrixPanel panel() {
    return (MatrixPanel) window().scene.lookup(".matrix-panel");
  }

  private void openMatrix() {
    openBeforehand(OpenWindow.sample("09"));
    interact(() -> window().selectTab("Matrix"));
    waitForWork();
    waitUntil(() -> panel().isComplete());
    interact(() -> find("matrix").requestFocus());
  }
}
