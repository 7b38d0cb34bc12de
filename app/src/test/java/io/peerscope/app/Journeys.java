package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.theme.Theme;
import io.peerscope.app.workbench.FilePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

/// What journeys through the window have in common: a window of a size that every platform can
/// show, words for what a user does and sees, and a watch over the FX thread.
abstract class Journeys extends ApplicationTest {

  private static final long PATIENCE_MILLIS = 20_000;

  final List<Path> chosenFiles = new ArrayList<>();
  private OpenWindow window;

  @Override
  public void start(Stage stage) {
    window =
        new OpenWindow(
            stage,
            new OpenWindow.Wishes(
                1000,
                800,
                Theme.LIGHT,
                Duration.ZERO,
                Executors.newVirtualThreadPerTaskExecutor(),
                files(stage)));
  }

  /// What Ctrl+O asks for files.
  FilePort files(Stage stage) {
    return () -> List.copyOf(chosenFiles);
  }

  @AfterEach
  void close() {
    interact(window.stage::close);
  }

  // --- what a user does
  // ----------------------------------------------------------------------------

  void openBeforehand(Path file) {
    interact(() -> window.document.open(List.of(file)));
    waitUntil(() -> window.document.machine().get().isPresent());
    waitForWork();
  }

  void hit(KeyCode... keys) {
    if (keys.length == 1) {
      type(keys[0]);
    } else {
      push(keys);
    }
    waitForWork();
  }

  void click(String id) {
    clickOn("#" + id);
    waitForWork();
  }

  void copyToClipboard(String text) {
    copyToClipboard(Map.of(DataFormat.PLAIN_TEXT, text));
  }

  void copyToClipboard(Map<DataFormat, Object> data) {
    interact(() -> {
      var content = new ClipboardContent();
      content.putAll(data);
      Clipboard.getSystemClipboard().setContent(content);
    });
  }

  void focusCanvas() {
    interact(() -> find("canvas").requestFocus());
  }

  void choose(String address) {
    interact(() ->
        io.peerscope.engine.address.PciAddress.parse(address).ifPresent(window.document::choose));
    waitForWork();
  }

  // --- what a user sees
  // ----------------------------------------------------------------------------

  String text(String id) {
    return switch (find(id)) {
      case Labeled labeled -> labeled.getText();
      case TextInputControl input -> input.getText();
      case Node other -> throw new AssertionError("no text in " + other);
    };
  }

  Node find(String id) {
    return window.scene.lookup("#" + id);
  }

  OpenWindow window() {
    return window;
  }

  int step() {
    return window.document.step().get();
  }

  int lastStep() {
    return window.document.stepCount() - 1;
  }

  VerdictKind verdict() {
    return window.document.verdict().get().map(VerdictKind::of).orElseThrow();
  }

  // --- waiting and watching
  // ------------------------------------------------------------------------

  void waitUntil(BooleanSupplier condition) {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.getAsBoolean() && System.currentTimeMillis() < end) {
      WaitForAsyncUtils.sleep(5, TimeUnit.MILLISECONDS);
    }
    assertThat(condition.getAsBoolean()).as("what was waited for").isTrue();
  }

  /// Until nothing is being judged any more.
  void waitForWork() {
    WaitForAsyncUtils.waitForFxEvents();
    waitUntil(() ->
        window.document.question().get().target().isEmpty()
            || window.document.verdict().get().isPresent());
    WaitForAsyncUtils.waitForFxEvents();
  }

  /// Runs something and tells the longest time meanwhile in which the FX thread heard nobody.
  FxWatch.Block longestBlockDuring(Runnable something) {
    try (FxWatch watch = WaitForAsyncUtils.waitForAsyncFx(PATIENCE_MILLIS, FxWatch::new)) {
      something.run();
      return watch.longest();
    }
  }
}
