package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Scenario;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The chosen circumstances as a scenario keeps them, and back.
final class Circumstances {

  private static final String UNKNOWN = "unknown";

  private Circumstances() {}

  static Scenario.Circumstances of(Context context) {
    return new Scenario.Circumstances(
        spelled(context.kernel(), KernelVersion::toString),
        spelled(context.cpu(), Cpu::toString),
        spelled(context.iommu(), IommuMode::spelling),
        Optional.of(spelled(context.translators())),
        strategy(context.strategy()),
        spelled(context.firmware(), Function.identity()));
  }

  /// Nothing where the placement of the translators says it all.
  private static Optional<String> strategy(MappingStrategy strategy) {
    return strategy.equals(MappingStrategy.of(strategy.translators()))
        ? Optional.empty()
        : Optional.of(strategy.name().spelling());
  }

  private static <T> Optional<String> spelled(Choice<T> choice, Function<T, String> spelling) {
    return switch (choice) {
      case Choice.FromFile<T> _ -> Optional.empty();
      case Choice.LeaveUnknown<T> _ -> Optional.of(UNKNOWN);
      case Choice.Given<T>(T value) -> Optional.of(spelling.apply(value));
    };
  }

  private static String spelled(TranslatorPlacement placement) {
    return switch (placement) {
      case TranslatorPlacement.Named named -> named.spelling();
      case TranslatorPlacement.At(var bridges, var hostBridges) ->
          Stream.concat(
                  bridges.stream().sorted().map(PciAddress::toString),
                  hostBridges.stream().sorted().map(PciBus::toString))
              .collect(Collectors.joining(","));
    };
  }

  /// What cannot be understood here is as the machine tells it.
  static Context contextOf(Scenario.Circumstances kept) {
    return new Context(
        choice(kept.kernel(), KernelVersion::parse),
        choice(kept.cpu(), Cpu::parse),
        choice(kept.iommu(), IommuMode::ofSpelling),
        strategyOf(kept),
        choice(kept.platform(), Optional::of));
  }

  private static MappingStrategy strategyOf(Scenario.Circumstances kept) {
    TranslatorPlacement placement =
        kept.translators()
            .flatMap(TranslatorPlacement::parse)
            .orElse(TranslatorPlacement.Named.SWITCHES);
    return kept.strategy()
        .flatMap(StrategyName::ofSpelling)
        .map(name -> name.with(placement))
        .orElseGet(() -> MappingStrategy.of(placement));
  }

  private static <T> Choice<T> choice(
      Optional<String> kept, Function<String, Optional<T>> decoder) {
    if (kept.equals(Optional.of(UNKNOWN))) {
      return new Choice.LeaveUnknown<>();
    }
    return kept.flatMap(decoder).<Choice<T>>map(Choice.Given::new).orElseGet(Choice.FromFile::new);
  }

  /// The circumstances in few words, for a list.
  static String words(Scenario.Circumstances kept) {
    return Stream.of(
            kept.kernel().map(it -> "Linux " + it),
            kept.cpu(),
            kept.iommu().map(it -> "IOMMU " + it),
            kept.translators().map(it -> "soft-IOMMU: " + it),
            kept.strategy(),
            kept.platform())
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" · "));
  }
}
