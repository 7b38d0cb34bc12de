package io.peerscope.app;

import io.peerscope.app.workbench.Habits;
import io.peerscope.app.workbench.Samples;
import io.peerscope.app.workbench.Settings;
import io.peerscope.app.workbench.SettingsFile;
import io.peerscope.engine.storage.StateFolder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The window as a JavaFX application: builds the parts with plain constructors and shows them.
public final class PeerscopeApplication extends Application {

  /// Makes the window go through a rehearsal and close; for training the class cache.
  private static final String REHEARSAL = "peerscope.rehearsal";

  private final SettingsFile file = SettingsFile.ofUser();
  private final Habits habits = new Habits(file.read());
  private final Samples samples = Samples.ofProgram();
  private final boolean isTraining = Boolean.getBoolean(REHEARSAL);
  private Optional<Windows> windows = Optional.empty();

  /// Called by JavaFX.
  public PeerscopeApplication() {}

  /// Opens the window and returns when it is closed.
  ///
  /// @param arguments files of one machine to open, or none
  static void open(String... arguments) {
    SettingsFile.ofUser().read().chosen().scale().applyToThisStart();
    launch(PeerscopeApplication.class, arguments);
  }

  @Override
  public void start(Stage stage) {
    Executor worker = worker();
    keepChoices(worker);
    var all = new Windows(worker, habits, StateFolder.ofUser(), samples);
    windows = Optional.of(all);
    all.watchDefects();
    Windows.Window window = all.open(stage);
    if (isTraining) {
      var following = new FollowingRehearsal(window, samples, Platform::exit);
      OpeningRehearsal.run(window.document(), following::begin);
    } else {
      window.keeper().recovery().look();
    }
    window.workbench().start(files(), samples);
  }

  /// What the user chooses is kept at once, and not only when the last window is closed.
  private void keepChoices(Executor worker) {
    habits
        .settings()
        .subscribe((before, now) -> {
          if (!isTraining && !before.chosen().equals(now.chosen())) {
            worker.execute(() -> write(file, now));
          }
        });
  }

  /// The last window is closed.
  @Override
  public void stop() {
    windows.ifPresent(Windows::close);
    if (!isTraining) {
      write(file, habits.now());
    }
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
