package io.peerscope.app;

import io.peerscope.app.debugger.Playback;
import io.peerscope.app.defect.Defects;
import io.peerscope.app.defect.Logbook;
import io.peerscope.app.document.Bar;
import io.peerscope.app.document.Keeper;
import io.peerscope.app.document.Machine;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Pulse;
import io.peerscope.app.theme.Appearance;
import io.peerscope.app.workbench.DialogAsking;
import io.peerscope.app.workbench.DialogFiles;
import io.peerscope.app.workbench.Habits;
import io.peerscope.app.workbench.Samples;
import io.peerscope.app.workbench.Workbench;
import io.peerscope.engine.storage.StateFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

/// The windows of the program: each with a document of its own, all with one appearance, one set of
/// habits and one folder for what is kept aside.
final class Windows {

  private static final double SMALLEST_WIDTH = 900;
  private static final double SMALLEST_HEIGHT = 600;

  /// How often a window looks whether others have changed its file.
  private static final Duration LOOK = Duration.seconds(3);

  private final Executor worker;
  private final Habits habits;
  private final StateFolder state;
  private final Samples samples;
  private final Appearance appearance;
  private final Logbook logbook = new Logbook();
  private final List<Keeper> keepers = new ArrayList<>();
  private final List<CompletableFuture<Void>> ending = new ArrayList<>();

  Windows(Executor worker, Habits habits, StateFolder state, Samples samples) {
    this.worker = worker;
    this.habits = habits;
    this.state = state;
    this.samples = samples;
    appearance = new Appearance(habits.now().theme());
  }

  /// A window that is on the screen.
  record Window(
      Stage stage,
      WorkbenchDocument document,
      Playback playback,
      Keeper keeper,
      Workbench workbench) {}

  /// From now on a defect of ours is told in every window, and work goes on.
  void watchDefects() {
    var defects =
        new Defects(
            state.reports(), logbook, worker, told -> Platform.runLater(() -> tellAll(told)));
    defects.install();
  }

  private void tellAll(Defects.Told told) {
    keepers.forEach(keeper -> keeper.bars().show(bar(told)));
  }

  private static Bar bar(Defects.Told told) {
    String times = told.times() == 1 ? "" : " (%,d times)".formatted(told.times());
    String report =
        told.report()
            .map(file -> "A report for the bug tracker is in " + file + ".")
            .orElse("No report could be written.");
    return new Bar(
        Bar.Subject.DEFECT,
        "A defect in Peerscope: " + told.summary() + times,
        "Your document is as it was; you can go on, and save it. " + report,
        List.of());
  }

  /// Opens another window.
  Window open(Stage stage) {
    var jobs = new Jobs(worker, Platform::runLater);
    var document = new WorkbenchDocument(jobs);
    var keeper = new Keeper(document, jobs, Platform::runLater, state, new DialogAsking(stage));
    keepers.add(keeper);
    keepLog(document);
    var playback = new Playback(document, Pulse.ofScreen(), Playback.HOP);
    Appearance here = appearance.ofOneWindow();
    var workbench =
        new Workbench(
            new Workbench.Parts(
                document,
                jobs,
                playback,
                here,
                new DialogFiles(stage),
                samples,
                keeper,
                () -> open(new Stage())),
            habits);
    Scene scene = sceneOf(workbench);
    dress(stage, scene, document);
    watchDisk(stage, keeper);
    stage.setOnCloseRequest(request -> {
      request.consume();
      keeper.saving().leave(stage::close);
    });
    stage.setOnHidden(_ -> {
      workbench.rememberShape();
      habits.change(it -> it.withSize(scene.getWidth(), scene.getHeight()));
      keepers.remove(keeper);
      ending.add(CompletableFuture.runAsync(keeper::close, worker));
    });
    stage.show();
    return new Window(stage, document, playback, keeper, workbench);
  }

  private Scene sceneOf(Workbench workbench) {
    var screen = Screen.getPrimary().getVisualBounds();
    var scene =
        new Scene(
            workbench,
            Math.min(habits.now().width(), screen.getWidth()),
            Math.min(habits.now().height(), screen.getHeight()));
    appearance.dress(scene);
    workbench.install(scene);
    return scene;
  }

  private static void dress(Stage stage, Scene scene, WorkbenchDocument document) {
    stage.titleProperty().bind(WindowTitle.of(document));
    stage.setMinWidth(SMALLEST_WIDTH);
    stage.setMinHeight(SMALLEST_HEIGHT);
    stage.setScene(scene);
  }

  /// Whoever comes back from another program has often just changed the file there.
  private static void watchDisk(Stage stage, Keeper keeper) {
    var regularly =
        new Timeline(
            new KeyFrame(
                LOOK,
                _ -> {
                  keeper.disk().look();
                  keeper.live().look();
                }));
    regularly.setCycleCount(Animation.INDEFINITE);
    stage
        .showingProperty()
        .subscribe(shown -> {
          if (shown) {
            regularly.play();
          } else {
            regularly.stop();
          }
        });
    stage
        .focusedProperty()
        .subscribe(focused -> {
          if (focused) {
            keeper.disk().look();
          }
        });
  }

  private void keepLog(WorkbenchDocument document) {
    document.machine().subscribe(machine -> machine.map(Machine::name).ifPresent(logbook::hide));
    document.lastAction().subscribe(logbook::add);
    document
        .notice()
        .subscribe(notice -> notice.ifPresent(it -> logbook.add("told: " + it.what())));
  }

  /// The program ends: what closed windows kept aside is forgotten before.
  void close() {
    CompletableFuture.allOf(ending.toArray(CompletableFuture<?>[]::new)).join();
  }
}
