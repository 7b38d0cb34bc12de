package io.peerscope.engine.edit;

import io.peerscope.engine.edit.History.Chain;
import io.peerscope.engine.edit.History.Change;
import io.peerscope.engine.edit.History.Step;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The states up to the current one: the last ones with their platforms, those before packed.
///
/// @param states the last states, the current one first
/// @param older runs of states before them, the latest first
record Recent(Chain<State> states, Optional<Chain<Packed>> older) {

  /// So many states are packed together, and as many more are kept as they are.
  private static final int RUN = 128;

  /// A state with its platform.
  record State(Step step, Platform platform) {}

  /// A run of states of which the first has its platform.
  ///
  /// @param length states here and in all runs before
  record Packed(State first, List<Step> steps, int length) {

    Packed {
      steps = List.copyOf(steps);
    }

    Chain<State> unpacked() {
      Chain<State> states = Chain.onto(first, Optional.empty());
      for (Step step : steps) {
        Platform platform = platformAfter(states.first().platform(), step);
        states = Chain.onto(new State(step, platform), Optional.of(states));
      }
      return states;
    }
  }

  static Recent of(Step step, Platform platform) {
    return new Recent(Chain.onto(new State(step, platform), Optional.empty()), Optional.empty());
  }

  Platform platform() {
    return states.first().platform();
  }

  Step step() {
    return states.first().step();
  }

  int length() {
    return states.length() + older.map(runs -> runs.first().length()).orElse(0);
  }

  Recent with(Step step, Platform platform) {
    Chain<State> more = Chain.onto(new State(step, platform), Optional.of(states));
    return more.length() < 2 * RUN ? new Recent(more, older) : packed(more);
  }

  private Recent packed(Chain<State> all) {
    List<State> ordered = ordered(all);
    List<Step> steps = ordered.subList(1, RUN).stream().map(State::step).toList();
    int before = older.map(runs -> runs.first().length()).orElse(0);
    var run = new Packed(ordered.getFirst(), steps, before + RUN);
    Optional<Chain<State>> kept = Optional.empty();
    for (State state : ordered.subList(RUN, ordered.size())) {
      kept = Optional.of(Chain.onto(state, kept));
    }
    return new Recent(kept.orElseThrow(), Optional.of(Chain.onto(run, older)));
  }

  /// The first state first.
  private static List<State> ordered(Chain<State> states) {
    Deque<State> ordered = new ArrayDeque<>();
    Optional<Chain<State>> at = Optional.of(states);
    while (at.isPresent()) {
      ordered.addFirst(at.get().first());
      at = at.get().rest();
    }
    return new ArrayList<>(ordered);
  }

  /// All but the current state; there must be one before.
  Recent without() {
    if (states.rest().isPresent()) {
      return new Recent(states.rest().get(), older);
    }
    Chain<Packed> runs = older.orElseThrow();
    return new Recent(runs.first().unpacked(), runs.rest());
  }

  /// The state that a step led to before.
  Recent again(Step step) {
    return with(step, platformAfter(platform(), step));
  }

  private static Platform platformAfter(Platform before, Step step) {
    return switch (step.change()) {
      case Change.ByState(Platform platform) -> platform;
      case Change.ByEdit(PlatformEdit edit) ->
          switch (edit.applyTo(before)) {
            case EditResult.Applied applied -> applied.platform();
            case EditResult.Rejected rejected ->
                throw new IllegalStateException(
                    "%s could be made once and not again: %s"
                        .formatted(step.name(), rejected.reason()));
          };
    };
  }

  /// The names of all states, the first one first.
  List<String> names() {
    Deque<String> names = new ArrayDeque<>();
    Optional<Chain<State>> state = Optional.of(states);
    while (state.isPresent()) {
      names.addFirst(state.get().first().step().name());
      state = state.get().rest();
    }
    Optional<Chain<Packed>> run = older;
    while (run.isPresent()) {
      run.get().first().steps().reversed().forEach(step -> names.addFirst(step.name()));
      names.addFirst(run.get().first().first().step().name());
      run = run.get().rest();
    }
    return new ArrayList<>(names);
  }
}
