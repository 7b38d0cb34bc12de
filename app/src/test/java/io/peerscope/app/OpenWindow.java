package io.peerscope.app;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.debugger.Playback;
import io.peerscope.app.document.Keeper;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.fx.Pulse;
import io.peerscope.app.theme.Appearance;
import io.peerscope.app.theme.Theme;
import io.peerscope.app.workbench.FilePort;
import io.peerscope.app.workbench.Habits;
import io.peerscope.app.workbench.Preferences;
import io.peerscope.app.workbench.Samples;
import io.peerscope.app.workbench.Settings;
import io.peerscope.app.workbench.Workbench;
import io.peerscope.engine.storage.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;

/// A whole window for tests and pictures: everything real but the file dialog and the settings.
final class OpenWindow {

  static final String TITLE = "Peerscope under test";

  final WorkbenchDocument document;
  final Playback playback;
  final Appearance appearance;
  final Workbench workbench;
  final Scene scene;
  final Stage stage;
  final StateFolder state;
  final Keeper keeper;
  final Habits habits;
  final ScriptedAsking asking = new ScriptedAsking();
  final AtomicInteger newWindows = new AtomicInteger();

  /// What is asked of a window before it opens.
  ///
  /// @param hop how long a packet takes for one hop
  /// @param worker where reading and judging run
  record Wishes(
      double width, double height, Theme theme, Duration hop, Executor worker, FilePort files) {}

  OpenWindow(Stage stage, Wishes wishes) {
    this.stage = stage;
    var jobs = new Jobs(wishes.worker(), Platform::runLater);
    document = new WorkbenchDocument(jobs);
    state = new StateFolder(folder());
    keeper = new Keeper(document, jobs, Platform::runLater, state, asking);
    playback = new Playback(document, Pulse.ofScreen(), wishes.hop());
    appearance = new Appearance(wishes.theme()).ofOneWindow();
    var settings =
        new Settings(
            Preferences.standard().withTheme(wishes.theme()),
            List.of(),
            wishes.width(),
            wishes.height(),
            false,
            Settings.standard().verdictShare());
    habits = new Habits(settings);
    workbench =
        new Workbench(
            new Workbench.Parts(
                document,
                jobs,
                playback,
                appearance,
                wishes.files(),
                samples(),
                keeper,
                newWindows::incrementAndGet),
            habits);
    scene = new Scene(workbench, wishes.width(), wishes.height());
    appearance.dress(scene);
    workbench.install(scene);
    stage.setTitle(TITLE);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.show();
    scene.lookup("#canvas").requestFocus();
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("peerscope-state");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  void selectTab(String title) {
    TabPane tabs = (TabPane) scene.lookup("#tabs");
    tabs.getTabs().stream()
        .filter(tab -> tab.getText().startsWith(title))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  /// As the key F does, with the room of the story.
  void showWholePicture() {
    Nodes.show(scene.lookup("#hints"), false);
    ((TopologyCanvas) scene.lookup("#canvas")).fit();
  }

  static Samples samples() {
    return new Samples(Optional.of(root().resolve("sample-topologies")));
  }

  /// The sample whose file name starts with the two digits.
  static Path sample(String number) {
    return samples().all().stream()
        .map(Samples.Sample::file)
        .filter(file -> String.valueOf(file.getFileName()).startsWith(number))
        .findFirst()
        .orElseThrow();
  }

  static Path root() {
    return Path.of(System.getProperty("peerscope.root", "..")).toAbsolutePath().normalize();
  }
}
