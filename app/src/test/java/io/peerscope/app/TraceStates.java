package io.peerscope.app;

import io.peerscope.app.debugger.Breakpoint;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.ScenarioIdeas;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.edit.PlatformFactEdit;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.function.Predicate;
import javafx.application.Platform;

/// Brings windows into states of following a DMA, for pictures.
final class TraceStates {

  private TraceStates() {}

  /// In the middle of a translation, with the table that it comes from.
  static void translating(OpenWindow window) {
    window.selectTab("This step");
    goTo(window, step -> step.translatedTo().isPresent());
  }

  /// The address in every space, where bus and CPU numbers differ.
  static void addresses(OpenWindow window) {
    window.selectTab("Address space");
    goTo(window, step -> !step.tlp().isEmpty());
  }

  /// The port whose register decides.
  static void deciding(OpenWindow window) {
    window.selectTab("This step");
    window.playback.breakpoints().toggle(new Breakpoint.OnRefusal());
    goTo(window, step -> step.rule().startsWith("ACSCtl"));
  }

  /// In the middle of a walk through a page table.
  static void walking(OpenWindow window) {
    Question.parse("04:00.0 -> host:0x1000000").ifPresent(window.document::ask);
    window.selectTab("This step");
    Platform.runLater(() ->
        goTo(window, step -> step.walk().filter(walk -> walk.level().level() == 2).isPresent()));
  }

  /// Every GPU writes to every other, under way.
  static void scenario(OpenWindow window) {
    window.selectTab("Scenarios");
    var scenario =
        window.document.asScenario(
            ScenarioIdeas.ALL_TO_ALL.label(),
            ScenarioIdeas.ALL_TO_ALL.in(window.document.platform().get()));
    window.document.edit(new PlatformFactEdit.SaveScenario(scenario));
    window.document.run(scenario);
    Platform.runLater(() ->
        Platform.runLater(() ->
            Platform.runLater(() ->
                goTo(window, step -> step.event() == StepEvent.FORWARD || step.number() == 7))));
  }

  static void refused(OpenWindow window) {
    window.playback.last();
  }

  private static void goTo(OpenWindow window, Predicate<DmaStep> wanted) {
    List<DmaStep> steps = window.document.verdict().get().map(Verdict::steps).orElse(List.of());
    steps.stream()
        .filter(wanted)
        .findFirst()
        .ifPresentOrElse(
            step -> window.playback.goTo(step.number() - 1), () -> window.playback.last());
  }
}
