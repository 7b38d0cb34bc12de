package io.peerscope.engine.policy;

import io.peerscope.engine.config.AccessControlServices.EgressBit;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Request and Completion Redirect of every function count; Egress Control only where the ways of
/// provider and client part, and there by the vector bit of the other side's port.
///
///     EC = 0, or no other side known    direct unless RR or CR
///     EC = 1, bit set                   not direct: redirected (RR) or blocked
///     EC = 1, bit clear                 direct unless CR
///     EC = 1, no such bit               not direct
///
/// `pci_acs_p2pdma_decision`, proposed in 2026. What is not direct goes through the host bridge,
/// blocked or not: an address that no port claims is not subject to ACS.
final class EgressVectorWhereWaysPart implements AcsBetween {

  @Override
  public List<PeerRedirect> ask(Way way) {
    Optional<PciFunction> providerPort = last(way.provider());
    Optional<PciFunction> clientPort = last(way.client());
    List<PeerRedirect> answers = new ArrayList<>();
    askSide(way.provider(), clientPort, answers);
    answers.add(ask(way.common(), Optional.empty()));
    askSide(way.client(), providerPort, answers);
    return answers;
  }

  /// Only the topmost function of a side stands where the ways part.
  private static void askSide(
      List<PciFunction> side, Optional<PciFunction> other, List<PeerRedirect> answers) {
    for (int at = 0; at < side.size(); at++) {
      boolean parts = at == side.size() - 1;
      answers.add(ask(side.get(at), parts ? other : Optional.empty()));
    }
  }

  private static Optional<PciFunction> last(List<PciFunction> side) {
    return side.isEmpty() ? Optional.empty() : Optional.of(side.getLast());
  }

  private static PeerRedirect ask(PciFunction function, Optional<PciFunction> target) {
    var word = new AcsWord(function);
    EgressBit bit = target.map(port -> bit(word, port)).orElse(EgressBit.CLEAR);
    Set<State> states = EnumSet.noneOf(State.class);
    for (boolean ec : word.values(AcsControl.P2P_EGRESS_CONTROL)) {
      for (boolean rr : word.values(AcsControl.P2P_REQUEST_REDIRECT)) {
        for (boolean cr : word.values(AcsControl.P2P_COMPLETION_REDIRECT)) {
          for (boolean blocked : values(bit)) {
            boolean kept = (target.isPresent() && ec) ? blocked : rr;
            boolean direct = !kept && !cr;
            states.add(direct ? State.OFF : State.ON);
          }
        }
      }
    }
    State state = states.size() == 1 ? states.iterator().next() : State.UNTOLD;
    return new PeerRedirect(state, evidence(word, target, bit, state));
  }

  private static List<Boolean> values(EgressBit bit) {
    return switch (bit) {
      case SET, NOT_ADDRESSABLE -> List.of(true);
      case CLEAR -> List.of(false);
      case UNTOLD -> List.of(false, true);
    };
  }

  /// Of the functions below a bridge only downstream ports are numbered, and only with each other;
  /// a root port is below none.
  private static EgressBit bit(AcsWord word, PciFunction target) {
    if (word.capability().isEmpty()) {
      return EgressBit.UNTOLD;
    }
    boolean hasNone =
        word.capability().get().supported().ifKnown().stream()
            .anyMatch(supported -> !AcsControl.P2P_EGRESS_CONTROL.isSetIn(supported));
    if (hasNone || !isNumbered(word.function().kind()) || !isNumbered(target.kind())) {
      return EgressBit.NOT_ADDRESSABLE;
    }
    return target
        .capabilities()
        .pciExpress()
        .ifKnown()
        .flatMap(express -> express)
        .map(PciExpress::portNumber)
        .flatMap(number -> number.ifKnown())
        .map(number -> word.capability().get().egressBit(number))
        .orElse(EgressBit.UNTOLD);
  }

  private static boolean isNumbered(FunctionKind kind) {
    return kind == FunctionKind.DOWNSTREAM_PORT;
  }

  private static List<Evidence> evidence(
      AcsWord word, Optional<PciFunction> target, EgressBit bit, State state) {
    List<Evidence> evidence = new ArrayList<>();
    boolean byVector =
        target.isPresent() && word.values(AcsControl.P2P_EGRESS_CONTROL).contains(true);
    List<AcsControl> asked =
        byVector
            ? List.of(
                AcsControl.P2P_EGRESS_CONTROL,
                AcsControl.P2P_REQUEST_REDIRECT,
                AcsControl.P2P_COMPLETION_REDIRECT)
            : List.of(AcsControl.P2P_REQUEST_REDIRECT, AcsControl.P2P_COMPLETION_REDIRECT);
    for (AcsControl control : asked) {
      if (state != State.ON || word.values(control).equals(List.of(true))) {
        evidence.add(word.evidence(control));
      }
    }
    if (byVector) {
      evidence.add(
          new Evidence(
              word.function().address().toString(),
              "egress vector bit of " + target.get().address(),
              bit.name(),
              "egress control vector"));
    }
    return evidence;
  }

  @Override
  public String words(boolean many) {
    return (many ? "keep" : "keeps") + " peer traffic off the direct way";
  }
}
