package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.canvas.layout.FoldKey;
import io.peerscope.app.document.Asking.Leaving;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Begin, change, undo, save and leave, by keys and clicks.
class DocumentJourneyTest extends Journeys {

  @TempDir private Path folder;

  private void addSocket() {
    interact(() ->
        window()
            .document
            .edit(new AddHostBridge(Optional.empty(), Part.named("intel-xeon").orElseThrow())));
    waitForWork();
  }

  private void addRootPort() {
    interact(() ->
        window()
            .document
            .edit(new AddRootPort(new PciBus(0, 0), Part.named("root-port-gen5").orElseThrow())));
    waitForWork();
  }

  private int functions() {
    return window().document.drawn().topology().size();
  }

  private String title() {
    return WindowTitle.of(window().document).get();
  }

  @Test
  void fromABlankPageToASavedDocumentByKeys() {
    Path file = folder.resolve("new.peerscope.json");
    focusCanvas();
    hit(KeyCode.CONTROL, KeyCode.N);
    assertThat(title()).isEqualTo("untitled – Peerscope");

    addSocket();
    addRootPort();
    int built = functions();
    assertThat(title()).isEqualTo("untitled ● – Peerscope");

    hit(KeyCode.CONTROL, KeyCode.Z);
    hit(KeyCode.CONTROL, KeyCode.Z);
    assertThat(functions()).isZero();
    assertThat(title()).isEqualTo("untitled – Peerscope");
    hit(KeyCode.CONTROL, KeyCode.Y);
    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
    assertThat(functions()).isEqualTo(built);

    window().asking.target = Optional.of(file);
    hit(KeyCode.CONTROL, KeyCode.S);
    waitUntil(() -> window().document.history().get().isSaved());
    assertThat(file).isRegularFile();
    assertThat(title()).isEqualTo("new.peerscope.json – Peerscope");
    assertThat(window().asking.asked).containsExactly("save as untitled.peerscope.json");
    assertThat(window().habits.now().recent()).contains(file);
  }

  @Test
  void savingUnderAnotherNameLeavesThePictureAlone() {
    openBeforehand(OpenWindow.sample("01"));
    var canvas = (TopologyCanvas) find("canvas");
    var unfolded = new FoldKey("some bridge", "of a kind");
    interact(() -> canvas.unfolded().add(unfolded));
    window().asking.target = Optional.of(folder.resolve("copy"));

    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
    waitUntil(() -> title().startsWith("copy.peerscope.json"));

    assertThat(canvas.unfolded()).containsExactly(unfolded);
  }

  @Test
  void aClickInTheHistoryGoesThere() {
    interact(() -> window().document.startBlank());
    addSocket();
    addRootPort();
    int built = functions();
    interact(() -> window().selectTab("History"));
    ListView<?> history = (ListView<?>) find("history");
    assertThat(history.getItems()).hasSize(3);

    clickOn(
        history.lookupAll(".list-cell").stream()
            .filter(cell -> ((Labeled) cell).getText().contains("blank page"))
            .findFirst()
            .orElseThrow());
    waitForWork();
    assertThat(functions()).isZero();

    interact(() -> history.requestFocus());
    hit(KeyCode.UP);
    hit(KeyCode.UP);
    hit(KeyCode.ENTER);
    assertThat(functions()).isEqualTo(built);
  }

  @Test
  void theButtonsNameWhatTheyUndo() {
    interact(() -> window().document.startBlank());
    assertThat(find("undo").isDisabled()).isTrue();
    addSocket();
    String name = window().document.history().get().undoName().orElseThrow();

    assertThat(find("undo").getAccessibleText()).isEqualTo("Undo: " + name);
    click("undo");
    assertThat(find("redo").getAccessibleText()).isEqualTo("Redo: " + name);
    assertThat(functions()).isZero();
    click("redo");
    assertThat(functions()).isPositive();
  }

  @Test
  void anotherMachineIsOpenedOnlyAsTheUserAnswers() {
    interact(() -> window().document.startBlank());
    addSocket();
    chosenFiles.add(OpenWindow.sample("01"));

    hit(KeyCode.CONTROL, KeyCode.O);
    assertThat(window().asking.asked).containsExactly("leave untitled");
    assertThat(title()).startsWith("untitled ●");

    window().asking.leaving = Leaving.DISCARD;
    hit(KeyCode.CONTROL, KeyCode.O);
    waitUntil(() -> title().startsWith("01-one-switch.txt"));
  }

  @Test
  void aBarSaysWhatOthersDidAndItsButtonsAct() throws IOException {
    Path file = Files.copy(OpenWindow.sample("01"), folder.resolve("machine.txt"));
    openBeforehand(file);
    Files.writeString(file, Files.readString(OpenWindow.sample("02")));

    interact(() -> window().keeper.disk().look());
    waitUntil(() -> find("bar-disk") != null);
    assertThat(text("bar-disk")).isEqualTo("Another program has changed machine.txt on disk");
    int before = functions();
    click("reload");
    waitUntil(() -> functions() != before);

    assertThat(find("bars").isVisible()).isFalse();
    hit(KeyCode.CONTROL, KeyCode.Z);
    assertThat(functions()).isEqualTo(before);
  }

  @Test
  void controlShiftNAsksForAnotherWindow() {
    focusCanvas();
    hit(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);

    assertThat(window().newWindows).hasValue(1);
  }
}
