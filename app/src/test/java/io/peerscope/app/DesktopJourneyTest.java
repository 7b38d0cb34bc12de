package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.peerscope.app.workbench.DialogFiles;
import io.peerscope.app.workbench.FilePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// What comes from outside of the program: the desktop's file dialog, and keys that the window
/// system delivers. Another process types, because the program itself waits for the dialog.
@Tag("x11")
class DesktopJourneyTest extends Journeys {

  private static final String DIALOG = "Open what lspci printed";

  @Override
  FilePort files(Stage stage) {
    return new DialogFiles(stage);
  }

  @BeforeEach
  void needTheTypist() {
    assumeThat(canType()).as("xdotool is installed (package xdotool)").isTrue();
    giveFocusTo(OpenWindow.TITLE);
    focusCanvas();
  }

  @Test
  void theFileDialogOpensTheFileWhosePathIsTyped() {
    Path file = OpenWindow.sample("02");

    xdotool("key", "ctrl+o");
    giveFocusTo(DIALOG);
    typePath(file);

    waitUntil(() -> window().document.machine().get().isPresent());
    waitForWork();
    assertThat(text("status")).startsWith("02-two-host-bridges.txt · ");
    assertThat(text("verdict-title")).isEqualTo("Refused");
  }

  @Test
  void theFileDialogLeftWithEscapeChangesNothing() {
    openBeforehand(OpenWindow.sample("01"));

    xdotool("key", "ctrl+o");
    waitUntil(DesktopJourneyTest::dialogLeaves);
    waitForWork();

    assertThat(text("status")).startsWith("01-one-switch.txt · ");
  }

  @Test
  void aDroppedFileOpens() {
    drag(Map.of(DataFormat.FILES, List.of(OpenWindow.sample("02").toFile())));

    waitUntil(() -> window().document.machine().get().isPresent());
    waitForWork();
    assertThat(text("status")).startsWith("02-two-host-bridges.txt · ");
  }

  @Test
  void droppedNonsenseIsRefusedInABarAndTheMachineStays() {
    openBeforehand(OpenWindow.sample("01"));

    drag(Map.of(DataFormat.PLAIN_TEXT, "Hello there"));

    waitUntil(() -> window().document.notice().get().isPresent());
    waitForWork();
    assertThat(text("notice-what")).contains("dropped text");
    assertThat(text("status")).startsWith("01-one-switch.txt · ");
  }

  /// Lets the status bar hand something out, as a file manager would, and drops it on the canvas.
  private void drag(Map<DataFormat, Object> content) {
    interact(() ->
        find("status")
            .setOnDragDetected(drag -> {
              var handed = new ClipboardContent();
              handed.putAll(content);
              find("status").startDragAndDrop(TransferMode.COPY).setContent(handed);
              drag.consume();
            }));
    Point2D from = middleOf("status");
    Point2D to = middleOf("canvas");
    moveMouse(from);
    xdotool("mousedown", "1");
    for (int step = 1; step <= 8; step++) {
      moveMouse(from.interpolate(to, step / 8.0));
    }
    xdotool("mouseup", "1");
  }

  private static void moveMouse(Point2D to) {
    xdotool("mousemove", "--sync", "%.0f".formatted(to.getX()), "%.0f".formatted(to.getY()));
    WaitForAsyncUtils.sleep(50, TimeUnit.MILLISECONDS);
  }

  private Point2D middleOf(String id) {
    var bounds = find(id).localToScreen(find(id).getLayoutBounds());
    return new Point2D(bounds.getCenterX(), bounds.getCenterY());
  }

  @Test
  void keysWithModifiersReachTheProgram() {
    openBeforehand(OpenWindow.sample("01"));

    xdotool("key", "ctrl+p");
    xdotool("type", "--delay", "20", "h100");
    xdotool("key", "Return");
    waitUntil(() -> text("inspector-title").startsWith("05:00.0"));
    xdotool("key", "ctrl+d");
    xdotool("type", "--delay", "20", "05:00.0 -> 03:00.0:BAR2");
    xdotool("key", "Return");
    waitUntil(() -> window().document.question().get().toString().equals("05:00.0 → 03:00.0:BAR2"));
    waitForWork();
    xdotool("key", "F1");
    waitUntil(() -> find("key-help").isVisible());
    xdotool("key", "Escape");
    waitUntil(() -> !find("key-help").isVisible());
  }

  @Test
  void theSentenceIsCopiedWithControlAndShift() {
    openBeforehand(OpenWindow.sample("02"));

    xdotool("key", "ctrl+shift+c");
    waitUntil(() -> window().document.lastAction().get().startsWith("copied"));

    interact(() -> assertThat(Clipboard.getSystemClipboard().getString()).startsWith("Refused: "));
  }

  /// The dialog may take its time to listen, or show completions that swallow a key; then the whole
  /// path is typed anew.
  private static void typePath(Path file) {
    for (int attempt = 0; attempt < 4; attempt++) {
      xdotool("type", "--delay", "20", file.toString());
      WaitForAsyncUtils.sleep(500, TimeUnit.MILLISECONDS);
      xdotool("key", "Return");
      WaitForAsyncUtils.sleep(1, TimeUnit.SECONDS);
      if (isGone(DIALOG)) {
        return;
      }
      attempt("xdotool", "search", "--onlyvisible", "--name", DIALOG, "windowfocus", "--sync");
      xdotool("key", "ctrl+a");
    }
  }

  private static boolean dialogLeaves() {
    attempt("xdotool", "search", "--onlyvisible", "--name", DIALOG, "windowfocus", "--sync");
    xdotool("key", "Escape");
    return isGone(DIALOG);
  }

  private static boolean isGone(String title) {
    WaitForAsyncUtils.sleep(700, TimeUnit.MILLISECONDS);
    return !attempt("xdotool", "search", "--onlyvisible", "--name", title);
  }

  /// A window that is just coming or going may refuse at first.
  private void giveFocusTo(String title) {
    waitUntil(() ->
        attempt("xdotool", "search", "--onlyvisible", "--name", title, "windowfocus", "--sync"));
    WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
  }

  private static boolean canType() {
    return attempt("xdotool", "version");
  }

  private static boolean attempt(String... command) {
    try {
      return run(List.of(command)) == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static void xdotool(String... arguments) {
    var command = new ArrayList<>(List.of("xdotool"));
    command.addAll(List.of(arguments));
    try {
      assertThat(run(command)).as("exit status of %s", command).isZero();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static int run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return -1;
    } finally {
      process.destroy();
    }
  }
}
