package io.peerscope.engine.dma;

import java.util.Arrays;
import java.util.Optional;

/// The strategies by the names that the command line knows, in the order of every comparison.
public enum StrategyName {
  MAINLINE("mainline"),
  TRANSLATORS("translators"),
  TRANSLATORS_ALONE("translators-alone"),
  INITIATOR_OPS("initiator-ops"),
  SHIM("shim"),
  TARGET_HELPER("target-helper");

  private final String spelling;

  StrategyName(String spelling) {
    this.spelling = spelling;
  }

  public String spelling() {
    return spelling;
  }

  public static Optional<StrategyName> ofSpelling(String text) {
    return Arrays.stream(values()).filter(name -> name.spelling.equals(text)).findFirst();
  }

  /// The strategy of this name.
  ///
  /// @param placement where translators hang; for the strategies that have any
  public MappingStrategy with(TranslatorPlacement placement) {
    return switch (this) {
      case MAINLINE -> new MappingStrategy.Mainline();
      case TRANSLATORS -> new MappingStrategy.Translators(placement);
      case TRANSLATORS_ALONE -> new MappingStrategy.TranslatorsAlone(placement);
      case INITIATOR_OPS -> new MappingStrategy.InitiatorOps();
      case SHIM -> new MappingStrategy.Shim();
      case TARGET_HELPER -> new MappingStrategy.TargetHelper();
    };
  }
}
