package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.verdict.ScenarioJudge;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The scenario that is being followed; judged anew whenever machine or circumstances change.
public final class ScenarioRuns {

  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<Optional<ScenarioRun>> current =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  ScenarioRuns(Jobs jobs) {
    this.jobs = jobs;
  }

  /// What is followed; empty while only one DMA is asked about.
  public ReadOnlyObjectProperty<Optional<ScenarioRun>> current() {
    return current.getReadOnlyProperty();
  }

  /// Judges all DMAs of a scenario.
  ///
  /// @param done what happens when the answers are there
  void run(Scenario scenario, Platform platform, Context context, Runnable done) {
    jobs.run(
        Lane.SCENARIO,
        "Judging " + scenario.name(),
        () -> judged(scenario, platform, context),
        run -> {
          current.set(Optional.of(run));
          done.run();
        },
        Defects::report);
  }

  private static ScenarioRun judged(Scenario scenario, Platform platform, Context context) {
    var judge = new ScenarioJudge(platform, context.strategy());
    return new ScenarioRun(scenario, judge.judge(scenario));
  }

  /// The circumstances are others.
  void under(Platform platform, Context context) {
    current.get().ifPresent(run -> run(run.scenario(), platform, context, () -> {}));
  }

  /// Somebody asks about a DMA by itself: a scenario that it is no part of is let go.
  void leaveUnlessAbout(Question question) {
    boolean isPart =
        current.get().stream()
            .flatMap(run -> run.verdicts().stream())
            .map(verdict -> Question.of(verdict.request().client(), verdict.request().target()))
            .anyMatch(question::equals);
    if (!isPart) {
      stop();
    }
  }

  /// The machine is another.
  ///
  /// @param saved the scenarios as they are now; what is not among them any more is let go
  void again(List<Scenario> saved, Platform platform, Context context) {
    current
        .get()
        .ifPresent(run ->
            saved.stream()
                .filter(it -> it.name().equals(run.scenario().name()))
                .findFirst()
                .ifPresentOrElse(it -> run(it, platform, context, () -> {}), this::stop));
  }

  /// Only the one DMA counts again.
  void stop() {
    jobs.cancel(Lane.SCENARIO);
    current.set(Optional.empty());
  }
}
