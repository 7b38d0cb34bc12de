package io.peerscope.engine.trace;

import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.distance.DistanceWords;
import io.peerscope.engine.distance.Word;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;

/// The words of traces and the command line for the parts of a verdict.
public final class VerdictWords {

  private VerdictWords() {}

  /// The kernel's spelling; `NONE` for a page that is no peer memory.
  public static String mapType(Verdict verdict) {
    if (verdict.page() instanceof ResolvedPage.Host) {
      return "NONE";
    }
    return verdict
        .policy()
        .flatMap(decision -> decision.type().ifKnown())
        .map(P2pMapType::name)
        .orElse("UNDETERMINED");
  }

  /// `bus`, `direct`, `translated`, `bounced`, `error` or `unknown`.
  public static String how(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed programmed -> programmed.how().spelling();
      case Mapping.Failed _ -> "error";
      case Mapping.Undecided _ -> "unknown";
    };
  }

  /// The space of the programmed address, also where the address itself is the allocator's choice.
  public static AddressSpace spaceOf(Mapping.Programmed programmed) {
    return programmed
        .address()
        .ifKnown()
        .map(address -> address.space())
        .orElseGet(() -> spaceOf(programmed.how()));
  }

  private static AddressSpace spaceOf(Mapping.How how) {
    return switch (how) {
      case BUS -> AddressSpace.BUS;
      case TRANSLATED -> AddressSpace.IOVA;
      case DIRECT, BOUNCED -> AddressSpace.PHYSICAL;
    };
  }

  public static String resultOf(GateResult result) {
    return switch (result) {
      case GateResult.Allowed _ -> "allowed";
      case GateResult.Refused _ -> "refused";
      case GateResult.Undetermined _ -> "undetermined";
      case GateResult.NotAsked _ -> "not-asked";
    };
  }

  public static List<Reason> reasonsOf(GateResult result) {
    return switch (result) {
      case GateResult.Allowed(var reasons) -> reasons;
      case GateResult.Refused(var reasons) -> reasons;
      case GateResult.Undetermined(var reasons) -> reasons;
      case GateResult.NotAsked _ -> List.of();
    };
  }

  public static <T> String orQuestionMark(Fact<T> fact) {
    return fact.ifKnown().map(String::valueOf).orElse("?");
  }

  /// What tools call the distance between client and target; none for RAM, and for who is unknown.
  public static List<Word> distance(Verdict verdict, Platform platform) {
    PciAddress client = verdict.request().client();
    return verdict.page() instanceof ResolvedPage.Peer peer
            && platform.topology().find(client).isPresent()
        ? new DistanceWords(platform.topology()).between(client, peer.provider())
        : List.of();
  }
}
