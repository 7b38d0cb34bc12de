package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Question;
import io.peerscope.app.document.VerdictKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Whole journeys through the window, without a display.
class WindowJourneyTest extends Journeys {

  @Test
  void openAFileChooseTwoDevicesPlayToTheEndAndStepBackToTheStart() {
    chosenFiles.add(OpenWindow.sample("01"));
    hit(KeyCode.CONTROL, KeyCode.O);
    waitUntil(() -> window().document.machine().get().isPresent());
    waitForWork();
    hit(KeyCode.ESCAPE);
    assertThat(window().document.question().get()).isEqualTo(Question.nothing());

    choose("0000:04:00.0");
    choose("0000:05:00.0");
    assertThat(text("verdict-title")).isEqualTo("Direct, by bus address");
    assertThat(text("step-sentence")).startsWith("step 1 of ");

    click("play");
    waitUntil(() -> step() == lastStep());
    assertThat(((TableView<?>) find("events")).getSelectionModel().getSelectedIndex())
        .isEqualTo(lastStep());

    while (step() > 0) {
      int before = step();
      click("previous");
      assertThat(step()).isEqualTo(before - 1);
    }
    assertThat(text("step-sentence")).startsWith("step 1 of ");
  }

  @Test
  void aRefusalNamesBothHostBridgesAndTheRule() {
    openBeforehand(OpenWindow.sample("02"));

    assertThat(text("verdict-title")).isEqualTo("Refused");
    assertThat(text("verdict-sentence")).contains("0000:00", "0000:40", "Linux 6.1");
  }

  @Test
  void pastedTextOpens() throws IOException {
    copyToClipboard(Files.readString(OpenWindow.sample("04")));
    focusCanvas();

    hit(KeyCode.CONTROL, KeyCode.V);
    waitUntil(() -> window().document.machine().get().isPresent());
    waitForWork();

    assertThat(text("status")).startsWith("pasted text · ");
    assertThat(verdict()).isEqualTo(VerdictKind.REFUSED);
  }

  @Test
  void textThatIsNoDumpSaysWhatToDo() {
    copyToClipboard("Hello there");
    focusCanvas();

    hit(KeyCode.CONTROL, KeyCode.V);
    waitUntil(() -> window().document.notice().get().isPresent());

    assertThat(text("notice-what")).contains("pasted text");
    assertThat(find("notice").isVisible()).isTrue();
  }

  @Test
  void theWholeWayByKeyboard() {
    openBeforehand(OpenWindow.sample("01"));
    focusCanvas();

    hit(KeyCode.SPACE);
    waitUntil(() -> step() == lastStep());
    hit(KeyCode.HOME);
    assertThat(step()).isZero();
    hit(KeyCode.PERIOD);
    assertThat(step()).isEqualTo(1);
    hit(KeyCode.COMMA);
    assertThat(step()).isZero();
    hit(KeyCode.END);
    assertThat(step()).isEqualTo(lastStep());

    hit(KeyCode.CONTROL, KeyCode.P);
    write("h100");
    hit(KeyCode.ENTER);
    assertThat(text("inspector-title")).startsWith("05:00.0");

    hit(KeyCode.CONTROL, KeyCode.D);
    write("05:00.0 -> 03:00.0:BAR2");
    hit(KeyCode.ENTER);
    assertThat(window().document.question().get().toString()).isEqualTo("05:00.0 → 03:00.0:BAR2");
    assertThat(text("verdict-title")).isEqualTo("Direct, by bus address");

    hit(KeyCode.F1);
    assertThat(find("key-help").isVisible()).isTrue();
    hit(KeyCode.ESCAPE);
    assertThat(find("key-help").isVisible()).isFalse();

    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    interact(() ->
        assertThat(Clipboard.getSystemClipboard().getString())
            .startsWith("Direct, by bus address: ")
            .contains("03:00.0"));
  }

  @Test
  void enterInTheOutlineChoosesClientThenTarget() {
    openBeforehand(OpenWindow.sample("01"));
    hit(KeyCode.ESCAPE);

    click("outline-filter");
    write("04:00.0");
    hit(KeyCode.TAB);
    hit(KeyCode.END, KeyCode.ENTER);
    waitForWork();

    assertThat(window().document.question().get().client().map(Object::toString))
        .contains("0000:04:00.0");
  }

  @Test
  void everyPartIsReachedWithTab() {
    openBeforehand(OpenWindow.sample("01"));
    focusCanvas();
    var reached = new java.util.HashSet<String>();

    for (int tab = 0; tab < 80; tab++) {
      type(KeyCode.TAB);
      interact(() -> {
        var owner = window().scene.getFocusOwner();
        if (owner != null && owner.getId() != null) {
          reached.add(owner.getId());
        }
      });
    }

    assertThat(reached)
        .contains(
            "open",
            "paste",
            "samples",
            "search",
            "kernel",
            "cpu",
            "iommu",
            "translators",
            "theme",
            "outline-filter",
            "outline",
            "dma",
            "operation",
            "play",
            "scrubber",
            "speed",
            "events");
  }

  @Test
  void aMachineOfManyFunctionsBlocksNothing() {
    openBeforehand(OpenWindow.sample("09"));
    Path many = manyFunctions();

    var gap =
        longestGapDuring(() -> {
          interact(() -> window().document.open(java.util.List.of(many)));
          waitUntil(() -> window().document.platform().get().topology().size() == 4000);
        });

    assertThat(gap).isLessThan(longestBlock());
  }

  /// 4,000 functions on 125 buses below as many root ports.
  private static Path manyFunctions() {
    var text = new StringBuilder();
    for (int bus = 0; bus < 125; bus++) {
      for (int devfn = 0; devfn < 32; devfn++) {
        text.append(
            "%02x:%02x.0 Ethernet controller: Some Vendor Network Card\n".formatted(bus, devfn));
      }
    }
    try {
      return Files.writeString(Files.createTempFile("many", ".txt"), text);
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }
}
