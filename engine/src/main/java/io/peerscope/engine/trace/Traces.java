package io.peerscope.engine.trace;

import io.peerscope.engine.distance.Word;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes traces of verdicts.
public final class Traces {

  private Traces() {}

  /// The trace of a verdict.
  ///
  /// @param platform the machine under the circumstances that the verdict was given for
  public static Trace of(Verdict verdict, Platform platform) {
    return new Trace(
        question(verdict.request()),
        circumstances(verdict.strategy(), platform),
        verdict.outcome(),
        verdict.summary(),
        verdict.gates(),
        VerdictWords.mapType(verdict),
        verdict.policy().flatMap(P2pDecision::distance),
        page(verdict.page()),
        VerdictWords.how(verdict.mapping()),
        programmed(verdict),
        verdict.steps(),
        verdict.hazards(),
        verdict.strategy().name().spelling(),
        verdict.answeredBy(),
        VerdictWords.distance(verdict, platform).stream().map(Traces::word).toList(),
        writer(),
        List.of());
  }

  private static Trace.Question question(DmaRequest request) {
    return new Trace.Question(
        request.client(),
        request.target(),
        request.operation(),
        request.size(),
        request.chosenIova());
  }

  private static Trace.Circumstances circumstances(MappingStrategy strategy, Platform platform) {
    return new Trace.Circumstances(
        platform.kernel().ifKnown().map(KernelVersion::toString),
        platform.cpu().ifKnown().map(Cpu::toString),
        platform.iommu().ifKnown().map(IommuMode::spelling),
        platform.firmware().ifKnown(),
        translators(strategy).map(Traces::spell));
  }

  private static Optional<TranslatorPlacement> translators(MappingStrategy strategy) {
    return switch (strategy) {
      case MappingStrategy.Translators(var placement) -> Optional.of(placement);
      case MappingStrategy.TranslatorsAlone(var placement) -> Optional.of(placement);
      case MappingStrategy.Mainline _,
          MappingStrategy.InitiatorOps _,
          MappingStrategy.Shim _,
          MappingStrategy.TargetHelper _ ->
          Optional.empty();
    };
  }

  private static String spell(TranslatorPlacement placement) {
    return switch (placement) {
      case TranslatorPlacement.Named named -> named.spelling();
      case TranslatorPlacement.At(var bridges, var hostBridges) ->
          Stream.concat(bridges.stream().sorted(), hostBridges.stream().sorted())
              .map(Object::toString)
              .collect(Collectors.joining(","));
    };
  }

  private static Trace.Page page(ResolvedPage page) {
    return switch (page) {
      case ResolvedPage.Host _ -> new Trace.Page.Host();
      case ResolvedPage.Nowhere _ -> new Trace.Page.Unknown();
      case ResolvedPage.Peer peer ->
          new Trace.Page.Peer(
              peer.provider(),
              peer.bar(),
              peer.offset(),
              peer.busOffset().ifKnown(),
              peer.inside().map(ResolvedPage.RemappedDrive::place));
    };
  }

  private static Optional<Trace.ProgrammedAddress> programmed(Verdict verdict) {
    return verdict.outcome() != Outcome.REFUSED
            && verdict.mapping() instanceof Mapping.Programmed programmed
        ? Optional.of(
            new Trace.ProgrammedAddress(
                VerdictWords.spaceOf(programmed),
                programmed.address().ifKnown().map(address -> address.value())))
        : Optional.empty();
  }

  private static Trace.ToolWord word(Word word) {
    return new Trace.ToolWord(word.tool().spelling(), word.told(), word.why());
  }

  /// `Peerscope 0.1.0`, as far as the build wrote the version into the module or the jar.
  public static String writer() {
    ModuleDescriptor module = Traces.class.getModule().getDescriptor();
    String ofJar = Traces.class.getPackage().getImplementationVersion();
    String version =
        module == null ? Objects.requireNonNullElse(ofJar, "") : module.rawVersion().orElse("");
    return ("Peerscope " + version.replace("-SNAPSHOT", "")).strip();
  }
}
