package io.peerscope.engine.verdict;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.HookAnswer;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.policy.P2pMapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a strategy that does not ask the kernel's procedure decides about a pair, in the kernel's
/// words.
final class OwnPolicy {

  private OwnPolicy() {}

  /// @param answers what the hooks say; where none takes the page, the host bridge is asked
  static P2pDecision decide(
      LinuxP2pdma linux, PciAddress provider, PciAddress client, List<HookAnswer> answers) {
    if (answers.isEmpty()) {
      return linux.decideThroughRootComplex(provider, client);
    }
    HookAnswer last = answers.getLast();
    Optional<Integer> distance = linux.decide(provider, client).distance();
    Reason reason = last.reason();
    return switch (last.kind()) {
      case USE_BUS_ADDRESS, USE_AND_MAP ->
          new P2pDecision(known(P2pMapType.BUS_ADDR, last), distance, reason);
      case PROCEED -> passedOn(linux.decideThroughRootComplex(provider, client), answers);
      case FAIL -> new P2pDecision(known(P2pMapType.NOT_SUPPORTED, last), distance, reason);
      case CANNOT_TELL -> new P2pDecision(Fact.unknown(reason.text()), distance, reason);
    };
  }

  /// That nobody on the way took the page is part of why the host bridge is asked.
  private static P2pDecision passedOn(P2pDecision decision, List<HookAnswer> answers) {
    Reason reason = decision.reason();
    List<Reason> because = new ArrayList<>(reason.because());
    answers.forEach(answer -> because.add(answer.reason()));
    return new P2pDecision(decision.type(), decision.distance(), reason.because(because));
  }

  private static Fact<P2pMapType> known(P2pMapType type, HookAnswer answer) {
    return Fact.known(type, new Inferred(answer.asker()));
  }
}
