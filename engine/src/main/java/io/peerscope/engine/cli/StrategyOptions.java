package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says where the hook hangs that knows of peer memory.
public final class StrategyOptions {

  private static final String EVERY = "all";

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = {
        "Where the hook for peer memory hangs: mainline, translators, translators-alone,",
        "initiator-ops, shim or target-helper; all compares them. Default: translators, which with",
        "--translators none is mainline."
      })
  private @Nullable String name;

  /// Nothing given yet; picocli fills the option.
  public StrategyOptions() {}

  public boolean isComparison() {
    return EVERY.equals(name);
  }

  /// The one strategy that was chosen.
  ///
  /// @throws CommandFailure when there is none of this name, or it has no translators to place
  public MappingStrategy chosen(Platform platform, ContextOptions context, InputFiles files)
      throws CommandFailure {
    requireKnown(platform, context.translators(), files);
    if (name == null) {
      return MappingStrategy.of(context.translators());
    }
    MappingStrategy strategy = named(name).with(context.translators());
    boolean hasTranslators =
        strategy instanceof MappingStrategy.Translators
            || strategy instanceof MappingStrategy.TranslatorsAlone;
    if (context.placesTranslators() && !hasTranslators) {
      throw usage(
          "--strategy %s has no translators to place; leave out --translators".formatted(name));
    }
    return strategy;
  }

  /// All strategies, for a comparison.
  ///
  /// @throws CommandFailure when there is no such place for a translator
  List<MappingStrategy> all(Platform platform, ContextOptions context, InputFiles files)
      throws CommandFailure {
    requireKnown(platform, context.translators(), files);
    return Arrays.stream(StrategyName.values())
        .map(known -> known.with(context.translators()))
        .toList();
  }

  private static StrategyName named(String text) throws CommandFailure {
    Optional<StrategyName> known = StrategyName.ofSpelling(text);
    if (known.isEmpty()) {
      String names =
          Arrays.stream(StrategyName.values())
              .map(StrategyName::spelling)
              .collect(Collectors.joining(", "));
      throw usage("'%s' is no strategy; give %s or %s".formatted(text, names, EVERY));
    }
    return known.get();
  }

  private static void requireKnown(
      Platform platform, TranslatorPlacement placement, InputFiles files) throws CommandFailure {
    if (!(placement instanceof TranslatorPlacement.At(var bridges, var hostBridges))) {
      return;
    }
    for (PciAddress bridge : bridges) {
      NoSuchFunction.unless(platform, bridge, files);
    }
    for (PciBus bus : hostBridges) {
      if (platform.topology().hostBridge(bus).isEmpty()) {
        throw new CommandFailure(
            ExitCode.NOTHING_MATCHED,
            "no host bridge %s in %s; `peerscope import` lists them".formatted(bus, files.names()));
      }
    }
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }
}
