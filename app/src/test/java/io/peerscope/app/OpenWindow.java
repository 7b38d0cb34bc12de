package io.peerscope.app;

import io.peerscope.app.canvas.TopologyCanvas;
import io.peerscope.app.debugger.Playback;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Nodes;
import io.peerscope.app.fx.Pulse;
import io.peerscope.app.theme.Appearance;
import io.peerscope.app.theme.Theme;
import io.peerscope.app.workbench.FilePort;
import io.peerscope.app.workbench.Samples;
import io.peerscope.app.workbench.Settings;
import io.peerscope.app.workbench.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
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
    playback = new Playback(document, Pulse.ofScreen(), wishes.hop());
    appearance = new Appearance(wishes.theme());
    var settings =
        new Settings(
            wishes.theme(),
            List.of(),
            wishes.width(),
            wishes.height(),
            false,
            Settings.standard().verdictShare());
    workbench =
        new Workbench(
            new Workbench.Parts(document, jobs, playback, appearance, wishes.files(), samples()),
            settings);
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
