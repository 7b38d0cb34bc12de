package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Question;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.engine.address.PciAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void nonsenseLeavesTheOpenMachineAlone() {
    openBeforehand(OpenWindow.sample("01"));
    copyToClipboard("Hello there");
    focusCanvas();

    hit(KeyCode.CONTROL, KeyCode.V);
    waitUntil(() -> window().document.notice().get().isPresent());
    waitForWork();

    assertThat(text("status")).startsWith("01-one-switch.txt · ");
    assertThat(verdict()).isEqualTo(VerdictKind.DIRECT);
    assertThat(Window.getWindows()).as("no dialog").hasSize(1);

    click("dismiss");
    assertThat(find("notice").isVisible()).isFalse();
  }

  @Test
  void aCopiedFileOpens() {
    copyToClipboard(Map.of(DataFormat.FILES, List.of(OpenWindow.sample("02").toFile())));
    focusCanvas();

    hit(KeyCode.CONTROL, KeyCode.V);
    waitUntil(() -> window().document.machine().get().isPresent());
    waitForWork();

    assertThat(text("status")).startsWith("02-two-host-bridges.txt · ");
    assertThat(verdict()).isEqualTo(VerdictKind.REFUSED);
  }

  @Test
  void aBinaryFileIsRefusedInABar(@TempDir Path folder) throws IOException {
    openBeforehand(OpenWindow.sample("01"));
    byte[] bytes = new byte[4096];
    new Random(1).nextBytes(bytes);
    Path binary = Files.write(folder.resolve("photo.jpg"), bytes);

    interact(() -> window().document.open(List.of(binary)));
    waitUntil(() -> window().document.notice().get().isPresent());
    waitForWork();

    assertThat(text("notice-what")).contains("photo.jpg");
    assertThat(text("status")).startsWith("01-one-switch.txt · ");
  }

  @Test
  void aByteChoosesTheFieldThatOwnsIt() {
    openBeforehand(OpenWindow.sample("01"));
    interact(() -> {
      ((SplitPane) find("verdict-and-inspector")).setDividerPositions(0.3);
      PciAddress.parse("0000:02:00.0").ifPresent(window().document::select);
    });
    waitForWork();
    interact(() -> find("hex").requestFocus());

    hit(KeyCode.RIGHT); // the byte behind the ACS control word, which is lit at first
    assertThat(find("acs").getPseudoClassStates()).doesNotContain(chosen());
    hit(KeyCode.LEFT);
    assertThat(find("acs").getPseudoClassStates()).contains(chosen());

    interact(() -> ((ListView<?>) find("hex")).scrollTo(0));
    waitForWork();
    clickOn(offset(rowOfTheId(), Pos.CENTER_LEFT, 40, 0));
    waitForWork();

    assertThat(find("field-id").getPseudoClassStates()).contains(chosen());
  }

  private Node rowOfTheId() {
    return find("hex").lookupAll(".hex-row").stream()
        .filter(row -> ((Labeled) row.lookup(".label")).getText().startsWith("000:"))
        .findFirst()
        .orElseThrow();
  }

  private static PseudoClass chosen() {
    return PseudoClass.getPseudoClass("chosen");
  }

  @Test
  void aProblemShowsTheLineItIsAbout() {
    copyToClipboard("00:00.0 Host bridge: Some bridge\n00: 86 80 03 04\n00: de 10 01 00\n");
    focusCanvas();
    hit(KeyCode.CONTROL, KeyCode.V);
    waitUntil(() -> window().document.machine().get().isPresent());

    interact(() -> {
      window().selectTab("Problems");
      ((TableView<?>) find("problems")).getSelectionModel().select(0);
    });

    assertThat(text("problem-line")).startsWith("00: ");
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
  void fromFilterToCulpritToAnotherContextByKeyboard() {
    openBeforehand(OpenWindow.sample("02"));
    hit(KeyCode.ESCAPE);

    hit(KeyCode.SHIFT, KeyCode.F6);
    write("04:00");
    hit(KeyCode.TAB);
    hit(KeyCode.END);
    hit(KeyCode.ENTER);
    hit(KeyCode.SHIFT, KeyCode.TAB);
    hit(KeyCode.CONTROL, KeyCode.A);
    write("41:00");
    hit(KeyCode.TAB);
    hit(KeyCode.END);
    hit(KeyCode.ENTER);
    waitForWork();
    assertThat(window().document.question().get().toString()).startsWith("04:00.0 → 41:00.0");

    hit(KeyCode.F6);
    hit(KeyCode.END);
    assertThat(text("step-sentence")).contains("refused", "0000:00", "0000:40");

    for (int part = 0; part < 6; part++) {
      hit(KeyCode.F6);
    }
    assertThat(find("kernel").isFocused()).isTrue();
    hit(KeyCode.TAB);
    hit(KeyCode.ALT, KeyCode.DOWN);
    assertThat(((ComboBoxBase<?>) find("cpu")).isShowing()).isTrue();
    hit(KeyCode.DOWN);
    hit(KeyCode.DOWN);
    hit(KeyCode.DOWN);
    hit(KeyCode.ENTER);
    waitForWork();

    assertThat(verdict()).isEqualTo(VerdictKind.THROUGH_HOST_BRIDGE);
  }

  @Test
  void f6GoesFromPartToPart() {
    openBeforehand(OpenWindow.sample("09"));
    focusCanvas();
    var reached = new ArrayList<String>();

    for (int part = 0; part < 8; part++) {
      hit(KeyCode.F6);
      interact(() -> reached.add(window().scene.getFocusOwner().getId()));
    }

    assertThat(reached)
        .containsExactly(
            "dma",
            "copy-sentence",
            "inspector-title",
            "play",
            "tabs",
            "kernel",
            "outline-filter",
            "canvas");
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
}
