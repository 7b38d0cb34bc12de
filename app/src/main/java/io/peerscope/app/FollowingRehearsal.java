package io.peerscope.app;

import io.peerscope.app.debugger.Playback;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.ScenarioIdeas;
import io.peerscope.app.document.Targets;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.workbench.Samples;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.topology.PciFunction;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.scene.control.SingleSelectionModel;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/// Goes through a window without a user, so that a class cache trained with it knows what the first
/// minute of every later start needs: each sample is opened and its DMA followed to the end, each
/// tab looked at, and a scenario run.
final class FollowingRehearsal {

  /// One step a frame.
  private static final double FULL_SPEED = 64;

  /// An act that does not come to its end is broken off.
  private static final int MOST_FRAMES = 240;

  /// How long a tab is looked at.
  private static final int FRAMES_OF_A_TAB = 12;

  /// Further pairs of each sample, near and far.
  private static final int PAIRS = 3;

  private final WorkbenchDocument document;
  private final Playback playback;
  private final TabPane tabs;
  private final Runnable then;
  private final Queue<Act> acts = new ArrayDeque<>();
  private int framesOfAct;

  /// @param isOver asked at every frame
  private record Act(Runnable begin, BooleanSupplier isOver) {}

  /// @param then what happens at the end
  FollowingRehearsal(Windows.Window window, Samples samples, Runnable then) {
    this.then = then;
    document = window.document();
    playback = window.playback();
    tabs = (TabPane) window.stage().getScene().lookup("#tabs");
    for (Samples.Sample sample : samples.all()) {
      acts.add(
          new Act(() -> document.openWithQuestion(sample.file()), () -> isOpen(sample.file())));
      acts.add(new Act(this::play, this::isAtRest));
      for (int pair = 1; pair <= PAIRS; pair++) {
        int distance = pair;
        acts.add(new Act(() -> ask(distance), this::isAnswered));
        acts.add(new Act(this::play, this::isAtRest));
      }
    }
    acts.add(new Act(this::runScenario, () -> document.runs().current().get().isPresent()));
    acts.add(new Act(this::play, this::isAtRest));
    for (int tab = 0; tab < tabs.getTabs().size(); tab++) {
      int index = tab;
      acts.add(new Act(() -> selection().select(index), () -> framesOfAct > FRAMES_OF_A_TAB));
      acts.add(new Act(this::play, this::isAtRest));
    }
  }

  private SingleSelectionModel<Tab> selection() {
    return tabs.getSelectionModel();
  }

  private boolean isOpen(Path file) {
    return document.verdict().get().isPresent()
        && document.machine().get().flatMap(it -> it.file()).equals(Optional.of(file));
  }

  private void ask(int distance) {
    List<PciAddress> ends =
        document.platform().get().topology().functions().stream()
            .filter(function -> function.firstMemoryBar().isPresent())
            .map(PciFunction::address)
            .toList();
    if (!ends.isEmpty()) {
      PciAddress target = ends.get(distance * ends.size() / (PAIRS + 1));
      document.ask(Question.of(ends.getFirst(), Targets.of(target)));
    }
  }

  private boolean isAnswered() {
    return !document.question().get().isWhole() || document.verdict().get().isPresent();
  }

  private void play() {
    playback.speed().set(FULL_SPEED);
    playback.first();
    playback.play();
  }

  private boolean isAtRest() {
    return !playback.playing().get();
  }

  private void runScenario() {
    List<Scenario.Transfer> transfers = ScenarioIdeas.ALL_TO_ALL.in(document.platform().get());
    if (!transfers.isEmpty()) {
      document.run(document.asScenario("rehearsal", transfers));
    }
  }

  /// Goes on by itself from here.
  void begin() {
    new AnimationTimer() {
      private Optional<Act> current = Optional.empty();

      @Override
      public void handle(long now) {
        framesOfAct++;
        if (framesOfAct < MOST_FRAMES
            && current.filter(it -> !it.isOver.getAsBoolean()).isPresent()) {
          return;
        }
        framesOfAct = 0;
        current = Optional.ofNullable(acts.poll());
        current.ifPresentOrElse(act -> act.begin.run(), this::end);
      }

      private void end() {
        stop();
        then.run();
      }
    }.start();
  }
}
