package io.peerscope.engine.trace;

import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer to one DMA with everything that a viewer needs to tell and to step it.
///
/// @param question what was asked
/// @param context under which circumstances
/// @param outcome over all gates
/// @param summary one sentence that names both ends and the deciding reason
/// @param gates every gate's result
/// @param mapType the kernel's spelling of the pair's type, `NONE` or `UNDETERMINED`
/// @param distance of the pair, as the kernel counts it
/// @param page what the page is
/// @param how an address came about: `bus`, `direct`, `translated`, `bounced`, `error`, `unknown`
/// @param programmed what the client was given; empty where refused or undecided
/// @param steps the travel, numbered from 1
/// @param hazards what may spoil it
/// @param strategy name of the strategy that was asked
/// @param answeredBy who gave the address, or refused it
/// @param words what tools call the distance
/// @param writer program and version
/// @param removed what was taken out before it was given away, one line each
public record Trace(
    Question question,
    Circumstances context,
    Outcome outcome,
    String summary,
    Map<Gate, GateResult> gates,
    String mapType,
    Optional<Integer> distance,
    Page page,
    String how,
    Optional<ProgrammedAddress> programmed,
    List<DmaStep> steps,
    List<Hazard> hazards,
    String strategy,
    String answeredBy,
    List<ToolWord> words,
    String writer,
    List<String> removed) {

  /// The DMA.
  ///
  /// @param size in bytes
  /// @param iova the address that a VFIO user chose; empty for a DMA of a kernel driver
  public record Question(
      PciAddress client, DmaTarget target, Operation operation, long size, Optional<Iova> iova) {}

  /// The circumstances, each as the command line spells it; empty where nobody told.
  public record Circumstances(
      Optional<String> kernel,
      Optional<String> cpu,
      Optional<String> iommu,
      Optional<String> platform,
      Optional<String> translators) {}

  /// What the page turned out to be.
  public sealed interface Page {

    /// RAM.
    record Host() implements Page {}

    /// Nobody knows.
    record Unknown() implements Page {}

    /// Memory of a device.
    ///
    /// @param offset bytes into the BAR
    /// @param busOffset bus address minus CPU address
    /// @param remappedNvme place of the controller that hides there
    record Peer(
        PciAddress provider,
        int bar,
        long offset,
        Optional<Long> busOffset,
        Optional<Integer> remappedNvme)
        implements Page {}
  }

  /// What the client was given.
  ///
  /// @param value empty where it is the allocator's choice
  public record ProgrammedAddress(AddressSpace space, Optional<Long> value) {}

  /// What one tool calls the distance.
  ///
  /// @param word empty where a fact is missing
  public record ToolWord(String tool, Optional<String> word, String why) {}

  public Trace {
    gates = Collections.unmodifiableMap(new EnumMap<>(gates));
    steps = List.copyOf(steps);
    hazards = List.copyOf(hazards);
    words = List.copyOf(words);
    removed = List.copyOf(removed);
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "step %d is numbered %d".formatted(i + 1, steps.get(i).number()));
      }
    }
  }

  /// The same trace that tells what was taken out.
  public Trace without(List<String> lines) {
    return new Trace(
        question,
        context,
        outcome,
        summary,
        gates,
        mapType,
        distance,
        page,
        how,
        programmed,
        steps,
        hazards,
        strategy,
        answeredBy,
        words,
        writer,
        lines);
  }
}
