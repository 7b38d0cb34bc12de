package io.peerscope.engine.verdict;

import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.Place;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.parties.Answer;
import io.peerscope.engine.parties.Asked;
import io.peerscope.engine.parties.Parties;
import io.peerscope.engine.parties.PartyTable;
import io.peerscope.engine.parties.Situation;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The gates that are consulted only when the user names somebody: drivers, and libraries above
/// them.
///
/// All that are named must take part.
///
/// @param drivers asked at [Gate#DRIVER]; with none the gate is not asked
/// @param libraries asked at [Gate#LIBRARY]; with none the gate is not asked
public record UpperGates(List<Asked> drivers, List<Asked> libraries) {

  public UpperGates {
    drivers = List.copyOf(drivers);
    libraries = List.copyOf(libraries);
  }

  /// Nobody is asked.
  public static UpperGates none() {
    return new UpperGates(List.of(), List.of());
  }

  /// A verdict with the answers of those who are asked; only a DMA to a peer concerns them.
  public Verdict applyTo(Verdict verdict, Platform platform) {
    if (drivers.isEmpty() && libraries.isEmpty()) {
      return verdict;
    }
    return situation(verdict, platform).map(found -> judged(verdict, found)).orElse(verdict);
  }

  private static Optional<Situation> situation(Verdict verdict, Platform platform) {
    var client = verdict.request().client();
    return verdict.page() instanceof ResolvedPage.Peer peer
            && platform.topology().find(client).isPresent()
        ? Optional.of(
            Situation.of(
                platform,
                client,
                peer.provider(),
                peer.bar(),
                verdict.request().operation() != Operation.WRITE))
        : Optional.empty();
  }

  private Verdict judged(Verdict verdict, Situation situation) {
    Map<Gate, GateResult> gates = new EnumMap<>(verdict.gates());
    gates.put(Gate.DRIVER, ask(PartyTable.DRIVERS, drivers, situation));
    gates.put(Gate.LIBRARY, ask(PartyTable.LIBRARIES, libraries, situation));
    Outcome outcome = Outcome.of(gates);
    String summary =
        Summary.of(verdict.request(), outcome, gates, verdict.page(), verdict.mapping());
    return verdict.with(gates, outcome, summary, steps(verdict, outcome, gates));
  }

  private static GateResult ask(PartyTable table, List<Asked> asked, Situation situation) {
    var parties = new Parties(table);
    return together(asked.stream().map(each -> parties.ask(each, situation)).toList());
  }

  private static GateResult together(List<Answer> answers) {
    if (answers.isEmpty()) {
      return new GateResult.NotAsked();
    }
    var refusing = new ArrayList<Reason>();
    var open = new ArrayList<Reason>();
    for (Answer answer : answers) {
      switch (answer) {
        case Answer.Refuses(var reason) -> refusing.add(reason);
        case Answer.Undetermined(var reason) -> open.add(reason);
        case Answer.TakesPart _ -> {}
      }
    }
    if (!refusing.isEmpty()) {
      return new GateResult.Refused(refusing);
    }
    return open.isEmpty()
        ? new GateResult.Allowed(answers.stream().map(Answer::reason).toList())
        : new GateResult.Undetermined(open);
  }

  /// What nobody starts does not travel; what nobody knows to start ends in the unknown.
  private static List<DmaStep> steps(
      Verdict verdict, Outcome outcome, Map<Gate, GateResult> gates) {
    if (outcome == verdict.outcome()) {
      return verdict.steps();
    }
    String decision = Summary.firstReason(gates, outcome == Outcome.REFUSED);
    var at = new Place.AtFunction(verdict.request().client());
    return outcome == Outcome.REFUSED
        ? List.of(step(1, at, StepEvent.REFUSE, decision))
        : List.of(step(1, at, StepEvent.UNKNOWN, decision));
  }

  private static DmaStep step(int number, Place at, StepEvent event, String decision) {
    return new DmaStep(
        number, at, event, "", Optional.empty(), decision, Optional.empty(), "driver or library");
  }
}
