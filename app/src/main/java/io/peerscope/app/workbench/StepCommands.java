package io.peerscope.app.workbench;

import io.peerscope.app.action.Action;
import io.peerscope.app.action.KeySet;
import io.peerscope.app.debugger.Breakpoint;
import io.peerscope.app.debugger.Playback;
import io.peerscope.app.document.Mode;
import io.peerscope.app.document.Places;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Following a DMA from the keyboard: single letters as in a player, and function keys as in the
/// two families of debuggers, both at once or one of them (while a running machine is open, F5
/// reads it again).
final class StepCommands {

  private final WorkbenchDocument document;
  private final Playback playback;
  private final Consumer<PciAddress> show;

  /// @param show brings a function into sight
  StepCommands(WorkbenchDocument document, Playback playback, Consumer<PciAddress> show) {
    this.document = document;
    this.playback = playback;
    this.show = show;
  }

  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    actions.add(Action.of("Play or pause", playback::toggle, "Space"));
    actions.add(inBoth(Action.of("Next step, into everything", playback::next, "."), "F11", "F7"));
    actions.add(
        inBoth(Action.of("Step over what belongs together", playback::stepOver), "F10", "F8"));
    actions.add(
        inBoth(Action.of("Step out to the next part", playback::stepOut), "Shift+F11", "Shift+F8"));
    actions.add(
        inBoth(Action.of("Previous step", playback::previous, ","), "Shift+F10", "Shift+F7"));
    actions.add(Action.of("First step", playback::first, "Home"));
    actions.add(Action.of("Last step", playback::last, "End"));
    actions.add(inEach(Action.of("Run to the next breakpoint", playback::runForward), "F5", "F9"));
    actions.add(Action.of("Run back to a breakpoint", playback::runBack, "Shift+F9"));
    actions.add(
        inEach(
            whileTracing("Stop at this port, or no longer", this::toggleStop, "b"),
            "F9",
            "Ctrl+F8"));
    actions.add(whileTracing("Play again and again", this::toggleLoop, "l"));
    actions.add(whileTracing("Faster", () -> playback.changeSpeed(1), ">"));
    actions.add(whileTracing("Slower", () -> playback.changeSpeed(-1), "<"));
    actions.add(whileTracing("Go to the culprit of a refusal", this::goToCulprit, "c"));
    actions.add(Action.of("End the scenario: one DMA alone", this::endScenario));
    return actions;
  }

  /// Keys of both families, which do not contradict each other.
  private static Action inBoth(Action action, String vsCode, String jetBrains) {
    return inEach(action, vsCode, jetBrains).also(KeySet.BOTH, vsCode, jetBrains);
  }

  /// Keys of which one means something else in the other family: with both at once, those of
  /// JetBrains.
  private static Action inEach(Action action, String vsCode, String jetBrains) {
    return action
        .also(KeySet.VS_CODE, vsCode)
        .also(KeySet.JETBRAINS, jetBrains)
        .also(KeySet.BOTH, jetBrains);
  }

  /// Letters mean parts of the palette while one draws.
  private Action whileTracing(String name, Runnable run, String... keys) {
    return Action.of(name, run, keys)
        .when(() -> document.mode().get() == Mode.TRACE)
        .aboutPicture();
  }

  private void endScenario() {
    document.stopScenario();
    document.note("no scenario runs");
  }

  private void toggleLoop() {
    playback.loop().set(!playback.loop().get());
    document.note(playback.loop().get() ? "playing again and again" : "playing once");
  }

  /// At what the inspector shows: a selected port, or the one that decides the step.
  private void toggleStop() {
    Optional<Place> place =
        document.inspected().get().<Place>map(Place.AtFunction::new).or(this::placeOfStep);
    place
        .map(Breakpoint.AtPlace::new)
        .ifPresent(stop -> {
          playback.breakpoints().toggle(stop);
          document.note(
              playback.breakpoints().isSet(stop)
                  ? "stopping at " + stop.words()
                  : "no longer stopping at " + stop.words());
        });
  }

  private Optional<Place> placeOfStep() {
    return document
        .verdict()
        .get()
        .filter(verdict -> !verdict.steps().isEmpty())
        .map(verdict -> verdict.steps().get(document.step().get()))
        .map(DmaStep::at);
  }

  private void goToCulprit() {
    document
        .lesson()
        .get()
        .ifPresentOrElse(
            lesson -> {
              playback.last();
              lesson.culprits().stream()
                  .findFirst()
                  .ifPresent(place -> {
                    Places.functionAt(place).ifPresent(show);
                    document.note("refused at " + Places.spell(place));
                  });
            },
            () -> document.note("nothing is refused"));
  }
}
