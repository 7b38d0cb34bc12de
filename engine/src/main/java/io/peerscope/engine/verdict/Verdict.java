package io.peerscope.engine.verdict;

import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.HookAnswer;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.policy.P2pDecision;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole answer to one DMA.
///
/// @param request what was asked
/// @param strategy where the hook was that knows of peer memory
/// @param outcome over all gates
/// @param summary one sentence that names both ends and the deciding reason
/// @param gates every gate's result, in the order of [Gate]
/// @param policy the answer for the pair, of the kernel or of what the strategy has in its place;
///   empty for a DMA to RAM or to nowhere
/// @param page what the page is
/// @param asked the hooks of the strategy that were asked, in that order
/// @param mapping what the DMA API gives
/// @param steps the travel, from the driver's request to arrival, refusal or the first unknown
/// @param hazards what may spoil an allowed DMA
public record Verdict(
    DmaRequest request,
    MappingStrategy strategy,
    Outcome outcome,
    String summary,
    Map<Gate, GateResult> gates,
    Optional<P2pDecision> policy,
    ResolvedPage page,
    List<HookAnswer> asked,
    Mapping mapping,
    List<DmaStep> steps,
    List<Hazard> hazards) {

  public Verdict {
    gates = Collections.unmodifiableMap(new EnumMap<>(gates));
    asked = List.copyOf(asked);
    steps = List.copyOf(steps);
    hazards = List.copyOf(hazards);
  }

  /// Who gave the address, or refused it: the hook that did not pass the page on, after which no
  /// other is asked, else the kernel's DMA API.
  public String answeredBy() {
    return asked.stream()
        .filter(answer -> answer.kind() != HookAnswer.Kind.PROCEED)
        .findFirst()
        .map(HookAnswer::asker)
        .orElse("the DMA API of the kernel");
  }

  /// The same DMA after further gates were asked.
  Verdict with(
      Map<Gate, GateResult> newGates,
      Outcome newOutcome,
      String newSummary,
      List<DmaStep> newSteps) {
    return new Verdict(
        request,
        strategy,
        newOutcome,
        newSummary,
        newGates,
        policy,
        page,
        asked,
        mapping,
        newSteps,
        hazards);
  }
}
