package io.peerscope.engine.dma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The spellings of the command line: targets, operations, strategies.
class DmaTargetTest {

  @ParameterizedTest(name = "{0} and 0x1000 more")
  @CsvSource({
    "03:00.0,             0000:03:00.0+0x1000",
    "03:00.0:BAR2+0x10,   0000:03:00.0:BAR2+0x1010",
    "10000:e1:00.0:bar0,  10000:e1:00.0:BAR0+0x1000",
    "host:0x1000,         host:0x2000",
    "0x90000000,          0x90001000",
  })
  void elementsOfAListLieBehindEachOther(String text, String next) {
    DmaTarget target = DmaTarget.parse(text).orElseThrow();

    assertThat(target.plus(0x1000)).hasToString(next);
    assertThat(DmaTarget.parse(target.plus(0x1000).toString())).contains(target.plus(0x1000));
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void operationIsReadAsItIsSpelled(Operation operation) {
    assertThat(Operation.ofSpelling(operation.spelling())).contains(operation);
    assertThat(Operation.ofSpelling(operation.spelling() + "s")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void strategyKnowsItsNameAndOnlyTwoHaveTranslators(StrategyName name) {
    MappingStrategy strategy = name.with(TranslatorPlacement.Named.ALL);

    assertThat(strategy.name()).isEqualTo(name);
    assertThat(strategy.translators())
        .isEqualTo(
            switch (name) {
              case TRANSLATORS, TRANSLATORS_ALONE -> TranslatorPlacement.Named.ALL;
              case MAINLINE, INITIATOR_OPS, SHIM, TARGET_HELPER -> TranslatorPlacement.Named.NONE;
            });
    assertThat(strategy.isAboveMainline())
        .isEqualTo(name == StrategyName.MAINLINE || name == StrategyName.TRANSLATORS);
  }

  @Test
  void noTranslatorIsMainline() {
    assertThat(MappingStrategy.of(TranslatorPlacement.Named.NONE).name())
        .isEqualTo(StrategyName.MAINLINE);
    assertThat(MappingStrategy.of(TranslatorPlacement.Named.SWITCHES).name())
        .isEqualTo(StrategyName.TRANSLATORS);
  }
}
