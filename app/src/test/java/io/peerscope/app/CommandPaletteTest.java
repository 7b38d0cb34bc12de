package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Mode;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Every command by its name.
class CommandPaletteTest extends Journeys {

  @Test
  void aFewLettersFindACommandAndEnterRunsIt() {
    openBeforehand(OpenWindow.sample("01"));
    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    assertThat(palette().isVisible()).isTrue();

    write("draw");
    hit(KeyCode.ENTER);

    assertThat(palette().isVisible()).isFalse();
    assertThat(window().document.mode().get()).isEqualTo(Mode.DRAW);
  }

  @Test
  void onlyWhatMeansSomethingJustNowIsListed() {
    openBeforehand(OpenWindow.sample("01"));
    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    write("root complex");
    assertThat(((ListView<?>) find("commands")).getItems()).isEmpty();

    hit(KeyCode.ESCAPE);
    assertThat(palette().isVisible()).isFalse();
    interact(() -> window().document.setMode(Mode.DRAW));
    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    write("root complex");
    assertThat(((ListView<?>) find("commands")).getItems()).hasSize(1);
  }

  @Test
  void f2RenamesTheSelectedFunction() {
    openBeforehand(OpenWindow.sample("01"));
    interact(() -> window().document.setMode(Mode.DRAW));
    choose("0000:05:00.0");
    focusCanvas();
    hit(KeyCode.F2);
    hit(KeyCode.CONTROL, KeyCode.A);
    write("my GPU");
    hit(KeyCode.ENTER);

    assertThat(window().document.history().get().undoName().orElseThrow())
        .isEqualTo("change name of 05:00.0");
  }

  @Test
  void eachViewIsFoundByItsName() {
    openBeforehand(OpenWindow.sample("01"));
    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    write("show page");
    hit(KeyCode.ENTER);

    assertThat(find("pages")).isNotNull();
  }

  @Test
  void escapeLeavesTheSearchAndKeepsTheDma() {
    interact(() -> window().document.openWithQuestion(OpenWindow.sample("01")));
    waitUntil(() -> window().document.verdict().get().isPresent());
    hit(KeyCode.CONTROL, KeyCode.P);
    write("nic");
    hit(KeyCode.ESCAPE);

    assertThat(text("search")).isEmpty();
    assertThat(find("canvas").isFocused()).isTrue();
    assertThat(window().document.verdict().get()).isPresent();
  }

  private Node palette() {
    return find("command-palette");
  }
}
