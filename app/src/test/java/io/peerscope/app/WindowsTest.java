package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Bar;
import io.peerscope.app.workbench.Habits;
import io.peerscope.app.workbench.Settings;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.edit.AddHostBridge;
import io.peerscope.engine.edit.AddRootPort;
import io.peerscope.engine.edit.Part;
import io.peerscope.engine.storage.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

/// Several windows of one program, and defects of ours in any of them.
class WindowsTest extends ApplicationTest {

  private Path folder;
  private Windows windows;
  private Windows.Window first;

  @Override
  public void start(Stage ofOtherTests) throws IOException {
    folder = Files.createTempDirectory("peerscope-windows");
    windows =
        new Windows(
            Executors.newVirtualThreadPerTaskExecutor(),
            new Habits(Settings.standard().withSize(1000, 700)),
            new StateFolder(folder),
            OpenWindow.samples());
    first = windows.open(new Stage());
  }

  @AfterEach
  void close() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    interact(() -> first.stage().close());
    windows.close();
  }

  private void draw(Windows.Window window) {
    interact(() -> {
      window.document().startBlank();
      window
          .document()
          .edit(new AddHostBridge(Optional.empty(), Part.named("intel-xeon").orElseThrow()));
    });
  }

  private static void waitUntil(BooleanSupplier condition) {
    long end = System.currentTimeMillis() + 20_000;
    while (!condition.getAsBoolean() && System.currentTimeMillis() < end) {
      WaitForAsyncUtils.sleep(5, TimeUnit.MILLISECONDS);
    }
    assertThat(condition.getAsBoolean()).as("what was waited for").isTrue();
  }

  private long journals() {
    try (var files = Files.list(folder.resolve("journals"))) {
      return files.count();
    } catch (IOException notThereYet) {
      return 0;
    }
  }

  @Test
  void everyWindowHasItsOwnMachineAndKeepsItsOwnChanges() {
    Windows.Window second =
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> windows.open(new Stage()));
    draw(first);
    draw(second);
    interact(() -> second.document().undo());

    assertThat(first.stage().getTitle()).isEqualTo("untitled ● – Peerscope");
    assertThat(second.stage().getTitle()).isEqualTo("untitled – Peerscope");
    assertThat(second.stage().getScene()).isNotSameAs(first.stage().getScene());
    waitUntil(() -> journals() == 1);

    interact(() -> second.stage().close());
    assertThat(first.stage().isShowing()).isTrue();
    interact(() -> first.stage().close());
    windows.close();
    assertThat(journals()).as("what was closed is not to be recovered").isZero();
  }

  @Test
  void aDefectOnTheFxThreadIsToldAndWorkGoesOn() {
    windows.watchDefects();
    draw(first);

    Platform.runLater(() -> {
      throw new IllegalStateException("a mistake of ours");
    });
    waitUntil(() -> bar().isPresent());

    assertThat(bar().orElseThrow().what())
        .startsWith("A defect in Peerscope: IllegalStateException");
    assertThat(folder.resolve("reports")).isNotEmptyDirectory();
    int before = first.document().drawn().topology().size();
    interact(() ->
        first
            .document()
            .edit(new AddRootPort(new PciBus(0, 0), Part.named("root-port-gen5").orElseThrow())));
    assertThat(first.document().drawn().topology().size()).isGreaterThan(before);
    waitUntil(() -> journals() == 1);
  }

  @Test
  void aDefectInOtherThreadsIsToldAsWell() throws IOException {
    windows.watchDefects();

    Thread.ofPlatform()
        .name("some-work")
        .start(() -> {
          throw new IllegalStateException("elsewhere");
        });
    waitUntil(() -> bar().isPresent());

    try (var reports = Files.list(folder.resolve("reports"))) {
      List<Path> all = reports.toList();
      assertThat(all).hasSize(1);
      assertThat(all.getFirst())
          .content()
          .contains("thread some-work", "IllegalStateException: elsewhere");
    }
  }

  private Optional<Bar> bar() {
    return first.keeper().bars().all().get().stream()
        .filter(bar -> bar.subject() == Bar.Subject.DEFECT)
        .findFirst();
  }
}
