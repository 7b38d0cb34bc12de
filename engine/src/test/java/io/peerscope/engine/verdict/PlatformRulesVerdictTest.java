package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Platforms whose DMA operations, or host bridges, have rules of their own.
class PlatformRulesVerdictTest {

  private static Verdict judge(
      String settings, String client, String provider, Operation operation, boolean translators) {
    var target = new DmaTarget.FunctionMemory(at(name(provider)), OptionalInt.empty(), 0x1000);
    return new Judge(
            machine(settings).build(),
            translators ? TranslatorPlacement.Named.SWITCHES : TranslatorPlacement.Named.NONE)
        .judge(DmaRequest.page(at(name(client)), target, operation));
  }

  private static String answer(Verdict verdict) {
    return switch (verdict.mapping()) {
      case Mapping.Programmed(var how, _, _) -> how.spelling();
      case Mapping.Failed(var errno, _) -> errno;
      case Mapping.Undecided(var reason) -> "? " + reason.code();
    };
  }

  /// Kernels before 6.0 hand peer pages to the platform's operations only where they map like RAM.
  @ParameterizedTest(name = "{1} to {2} with {0}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          firmware PowerNV; kernel 6.1                       | B | A | unsupported
          firmware PowerNV; kernel 5.19                      | B | A | bus
          firmware PowerNV; kernel 5.19                      | D | A | 0 entries
          firmware PowerNV; kernel 5.19; id H=8086:09a2      | D | A | ? platform-ram
          firmware power-store-only                          | B | A | bus
          firmware power-store-only; id H=8086:09a2          | D | A | translated
          firmware power-store-only                          | D | A | EREMOTEIO
          firmware power-store-only; ?acs DP1                | B | A | ? acs-unknown
          """)
  void operationsOfThePlatformMapPeers(
      String settings, String client, String provider, String expected) {
    assertThat(answer(judge(settings, client, provider, Operation.WRITE, false)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: beside it {1}")
  @CsvSource({
    "firmware PowerNV; kernel 6.1,  true",
    "firmware PowerNV; kernel 5.19, false",
    "firmware power-store-only,     false",
    "firmware generic,              false",
  })
  void translatorsAnswerShowsTheRefusalOfMainlineWhereThereIsOne(String settings, boolean shown) {
    Verdict verdict = judge(settings, "B", "A", Operation.WRITE, true);

    assertThat(answer(verdict)).isEqualTo("bus");
    assertThat(verdict.mapping().reason().toString().contains("platform-dma-ops")).isEqualTo(shown);
  }

  /// The platform's rule is about two host bridges that are told; all else is the kernel's to say.
  @ParameterizedTest(name = "{0} from {2} to {3} with {1}")
  @CsvSource({
    "WRITE, iommu off, B, G, store-only-write",
    "READ,  iommu off, B, G, store-only-read",
    "READ,  iommu off, B, A, common-bridge",
    "READ,  iommu off, D, A, host-bridge-not-listed",
    "WRITE, no RP2,    D, A, hierarchy-unknown",
    "WRITE, no RP2,    A, D, hierarchy-unknown",
  })
  void storeOnlyPlatformPassesPostedWritesBetweenHostBridges(
      Operation operation, String settings, String client, String provider, String code) {
    Verdict verdict =
        judge("firmware power-store-only; " + settings, client, provider, operation, false);

    assertThat(verdict.gates().get(Gate.POLICY))
        .isInstanceOfSatisfying(
            GateResult.Answered.class,
            policy -> assertThat(policy.reasons().getFirst().code()).isEqualTo(code));
  }
}
