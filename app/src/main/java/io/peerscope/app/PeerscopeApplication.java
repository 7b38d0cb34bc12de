package io.peerscope.app;

import io.peerscope.app.debugger.Playback;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Pulse;
import io.peerscope.app.theme.Appearance;
import io.peerscope.app.workbench.DialogFiles;
import io.peerscope.app.workbench.Samples;
import io.peerscope.app.workbench.Settings;
import io.peerscope.app.workbench.SettingsFile;
import io.peerscope.app.workbench.Workbench;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// The window as a JavaFX application: builds the parts with plain constructors and shows them.
public final class PeerscopeApplication extends Application {

  private static final double SMALLEST_WIDTH = 900;
  private static final double SMALLEST_HEIGHT = 600;

  /// Makes the window close by itself as soon as it is usable; for training the class cache.
  private static final String FIRST_FRAMES_ONLY = "peerscope.firstFramesOnly";

  private static final int FIRST_FRAMES = 20;

  /// Called by JavaFX.
  public PeerscopeApplication() {}

  /// Opens the window and returns when it is closed.
  ///
  /// @param arguments files of one machine to open, or none
  static void open(String... arguments) {
    launch(PeerscopeApplication.class, arguments);
  }

  @Override
  public void start(Stage stage) {
    SettingsFile file = SettingsFile.ofUser();
    Settings settings = file.read();
    var jobs = new Jobs(worker(), Platform::runLater);
    var document = new WorkbenchDocument(jobs);
    var playback = new Playback(document, Pulse.ofScreen(), Playback.HOP);
    var appearance = new Appearance(settings.theme());
    Samples samples = Samples.ofProgram();
    var workbench =
        new Workbench(
            new Workbench.Parts(
                document, jobs, playback, appearance, new DialogFiles(stage), samples),
            settings);
    var screen = Screen.getPrimary().getVisualBounds();
    var scene =
        new Scene(
            workbench,
            Math.min(settings.width(), screen.getWidth()),
            Math.min(settings.height(), screen.getHeight()));
    appearance.dress(scene);
    workbench.install(scene);
    stage.setTitle("Peerscope");
    document
        .machine()
        .subscribe(
            open -> stage.setTitle(open.map(it -> it.name() + " – Peerscope").orElse("Peerscope")));
    stage.setMinWidth(SMALLEST_WIDTH);
    stage.setMinHeight(SMALLEST_HEIGHT);
    stage.setScene(scene);
    if (Boolean.getBoolean(FIRST_FRAMES_ONLY)) {
      closeAfterFirstFrames();
    } else {
      stage.setOnHidden(
          _ -> write(file, workbench.settings().withSize(scene.getWidth(), scene.getHeight())));
    }
    stage.show();
    workbench.start(files(), samples);
  }

  /// A start without a user, in which all classes of a start are loaded once.
  private static void closeAfterFirstFrames() {
    new AnimationTimer() {
      private int left = FIRST_FRAMES;

      @Override
      public void handle(long now) {
        left--;
        if (left == 0) {
          Platform.exit();
        }
      }
    }.start();
  }

  private List<Path> files() {
    return getParameters().getRaw().stream().map(Path::of).toList();
  }

  private static Executor worker() {
    return Executors.newFixedThreadPool(
        2,
        task -> {
          var thread = new Thread(task, "peerscope-work");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static void write(SettingsFile file, Settings settings) {
    try {
      file.write(settings);
    } catch (IOException unwritable) {
      System.getLogger(PeerscopeApplication.class.getName())
          .log(Level.WARNING, "the settings cannot be saved: {0}", unwritable.getMessage());
    }
  }
}
