package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
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
        spelled(context.firmware(), Function.identity()));
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
        kept.translators()
            .flatMap(TranslatorPlacement::parse)
            .orElse(TranslatorPlacement.Named.SWITCHES),
        choice(kept.platform(), Optional::of));
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
            kept.platform())
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" · "));
  }
}
