package io.peerscope.engine.trace;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.StepEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Steps a trace forwards and backwards; every state follows from the one beside it.
///
///     map ── program ── issue ── upstream ── downstream ── arrive
///                         └ from here on places keep the address that passed them
public final class Replay {

  private final List<DmaStep> steps;

  public Replay(Trace trace) {
    this(trace.steps());
  }

  /// @param steps numbered from 1
  public Replay(List<DmaStep> steps) {
    this.steps = List.copyOf(steps);
  }

  /// How far a DMA has come.
  public enum Standing {
    /// The client has no address yet, or has not used it.
    NOT_SENT,
    UNDER_WAY,
    /// The request is at its target.
    ARRIVED,
    /// The completion is at the client.
    COMPLETED,
    REFUSED,
    /// Nobody can tell how it goes on.
    UNKNOWN
  }

  /// An address that passed a place.
  ///
  /// @param step number of the step that left it there
  public record Passed(int step, Place at, Address address) {}

  /// What one sees at a step.
  ///
  /// @param step from 1
  /// @param at where it happens
  /// @param tlp name and size, or empty
  /// @param carries the address in play after the step
  /// @param before the address that it took the place of, where the step translates
  /// @param passed where the packet has been, each place once
  public record State(
      int step,
      Place at,
      StepEvent event,
      String tlp,
      Optional<Address> carries,
      Optional<Address> before,
      Standing standing,
      List<Passed> passed) {

    public State {
      passed = List.copyOf(passed);
    }
  }

  /// The first state; empty where nothing happens.
  public Optional<State> first() {
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(state(0, passedBy(0, Standing.NOT_SENT, List.of()), Standing.NOT_SENT));
  }

  /// The state after another; empty after the last.
  public Optional<State> after(State state) {
    int at = state.step();
    return at == steps.size()
        ? Optional.empty()
        : Optional.of(state(at, passedBy(at, state.standing(), state.passed()), state.standing()));
  }

  /// The state before another; empty before the first.
  public Optional<State> before(State state) {
    int at = state.step() - 2;
    if (at < 0) {
      return Optional.empty();
    }
    List<Passed> fewer =
        state.passed().stream().filter(passed -> passed.step() < state.step()).toList();
    return Optional.of(state(at, fewer, standingBefore(at)));
  }

  /// All states, first to last.
  public List<State> forwards() {
    List<State> states = new ArrayList<>();
    for (Optional<State> next = first(); next.isPresent(); next = after(next.get())) {
      states.add(next.get());
    }
    return states;
  }

  /// All states as reached from the last one backwards, last to first.
  public List<State> backwards() {
    List<State> states = new ArrayList<>();
    List<State> there = forwards();
    Optional<State> state = there.isEmpty() ? Optional.empty() : Optional.of(there.getLast());
    for (; state.isPresent(); state = before(state.get())) {
      states.add(state.get());
    }
    return states;
  }

  private State state(int index, List<Passed> passed, Standing before) {
    DmaStep step = steps.get(index);
    return new State(
        step.number(),
        step.at(),
        step.event(),
        step.tlp(),
        step.translatedTo().or(step::address),
        step.translatedTo().isPresent() ? step.address() : Optional.empty(),
        standing(step.event(), before),
        passed);
  }

  /// The nearest earlier step that changed how far it has come.
  private Standing standingBefore(int index) {
    for (int at = index - 1; at >= 0; at--) {
      Standing known = standing(steps.get(at).event(), Standing.NOT_SENT);
      if (known != Standing.NOT_SENT) {
        return known;
      }
    }
    return Standing.NOT_SENT;
  }

  private static Standing standing(StepEvent event, Standing before) {
    return switch (event) {
      case MAP, TRANSLATOR, HOOK, CLASSIFY, PROGRAM -> before;
      case ISSUE, UPSTREAM, REDIRECT, DOWNSTREAM, FORWARD -> Standing.UNDER_WAY;
      case WALK, IOMMU -> before;
      case ARRIVE -> Standing.ARRIVED;
      case COMPLETION -> Standing.ARRIVED;
      case COMPLETE -> Standing.COMPLETED;
      case REFUSE -> Standing.REFUSED;
      case UNKNOWN -> Standing.UNKNOWN;
    };
  }

  private List<Passed> passedBy(int index, Standing before, List<Passed> passed) {
    DmaStep step = steps.get(index);
    Optional<Address> address = step.translatedTo().or(step::address);
    boolean sent = standing(step.event(), before) != Standing.NOT_SENT;
    boolean known = passed.stream().anyMatch(each -> each.at().equals(step.at()));
    if (!sent || known || address.isEmpty() || step.tlp().isEmpty()) {
      return passed;
    }
    List<Passed> more = new ArrayList<>(passed);
    more.add(new Passed(step.number(), step.at(), address.get()));
    return more;
  }
}
