package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StrategyCard;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the strategies differ: the counterexamples of `docs/rules/placement.md`.
class MappingStrategyTest {

  private static Verdict judge(
      PlatformBuilder machine, String client, String provider, String strategy, String places) {
    return judge(machine.build(), client, provider, strategy, places);
  }

  private static Verdict judge(
      Platform platform, String client, String provider, String strategy, String places) {
    var target = new DmaTarget.FunctionMemory(at(name(provider)), OptionalInt.empty(), 0x1000);
    TranslatorPlacement placement =
        TranslatorPlacement.parse(
                Stream.of(places.split(",", -1))
                    .map(place -> name(place))
                    .collect(Collectors.joining(",")))
            .orElseThrow();
    return new Judge(platform, StrategyName.ofSpelling(strategy).orElseThrow().with(placement))
        .judge(DmaRequest.page(at(name(client)), target, Operation.WRITE));
  }

  private static String answer(Verdict verdict) {
    String how =
        switch (verdict.mapping()) {
          case Mapping.Programmed(var kind, var address, _) ->
              kind.spelling()
                  + address.ifKnown().map(known -> " " + Hex.of(known.value())).orElse("");
          case Mapping.Failed(var errno, _) -> errno;
          case Mapping.Undecided(var reason) -> "? " + reason.code();
        };
    return verdict.outcome().spelling() + " " + how;
  }

  @ParameterizedTest(name = "{0}: {1} to {2} with {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mainline          | B   | A  |                                         | allowed bus 0x210000001000
          translators       | B   | A  |                                         | allowed bus 0x210000001000
          translators-alone | B   | A  |                                         | allowed bus 0x210000001000
          initiator-ops     | B   | A  |                                         | allowed bus 0x210000001000
          shim              | B   | A  |                                         | allowed bus 0x210000001000
          target-helper     | B   | A  |                                         | allowed bus 0x210000001000
          mainline          | DMA | A  |                                         | allowed bus 0x210000001000
          translators       | DMA | A  |                                         | allowed bus 0x210000001000
          translators-alone | DMA | A  |                                         | refused EREMOTEIO
          initiator-ops     | DMA | A  |                                         | refused EREMOTEIO
          translators-alone | DMA | A  | id H=8086:09a2; iommu translated        | allowed translated
          initiator-ops     | D   | A  | id H=8086:09a2; iommu translated        | refused EREMOTEIO
          mainline          | D   | A  | id H=8086:09a2; iommu translated        | allowed translated
          mainline          | B   | A  | acs DP1=1d; iommu translated            | refused EREMOTEIO
          initiator-ops     | B   | A  | acs DP1=1d; acs RP1=1d; iommu translated | refused bus 0x210000001000
          initiator-ops     | B   | A  | acs DP1=1d                              | undetermined bus 0x210000001000
          mainline          | B   | A  | acs DP1=1d; acs RP1=1d; id H=8086:09a2; mask B=ffffffff | refused EIO
          target-helper     | B   | A  | acs DP1=1d; acs RP1=1d; id H=8086:09a2; mask B=ffffffff | allowed bus 0x210000001000
          target-helper     | B   | A  | acs DP1=1d; id H=8086:09a2; iommu translated | allowed translated
          target-helper     | B   | A  | acs DP1=1d; id H=8086:09a2; ?iommu      | undetermined ? iommu-unknown
          mainline          | B   | A  | kernel 5.19; window 00=600000000000=210000000000=10000000 | undetermined bus 0x9f0000001000
          shim              | B   | A  | kernel 5.19; window 00=600000000000=210000000000=10000000 | allowed bus 0x210000001000
          initiator-ops     | M1  | M0 |                                         | refused EREMOTEIO
          initiator-ops     | M1  | M0 | unkind RP3                              | undetermined ? switch-unknown
          initiator-ops     | D   | A  | no RP2                                  | undetermined ? hierarchy-unknown
          initiator-ops     | A   | D  | no RP2                                  | undetermined ? hierarchy-unknown
          initiator-ops     | Av1 | A  | no USP                                  | undetermined ? hierarchy-unknown
          initiator-ops     | B   | A  | acs DP1=1d; acs RP1=1d; ?iommu          | undetermined bus 0x210000001000
          translators-alone | D   | A  | kernel 4.19                             | undetermined ? no-profile
          translators-alone | D   | A  | no RP2; id H=8086:09a2; iommu translated | undetermined ? hierarchy-unknown
          mainline          | M1  | M0 |                                         | allowed bus 0x200000100000
          """)
  void strategiesDifferWhereTheyKnowOrMayDoDifferentThings(
      String strategy, String client, String provider, String settings, String expected) {
    String given =
        "bar A=210000000000; bar M0=2000000ff000" + (settings == null ? "" : "; " + settings);

    Verdict verdict = judge(machine(given), client, provider, strategy, "switches");

    assertThat(answer(verdict)).isEqualTo(expected);
  }

  /// Which translators there are decides where nothing below them knows of peers.
  @ParameterizedTest(name = "{0}: {2} to {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          switches      | E  | B  | allowed
          USPx          | E  | B  | refused
          USPx          | E  | F  | allowed
          USP           | E  | F  | allowed
          RP1           | E  | B  | allowed
          DP3           | E  | F  | allowed
          DP3           | E  | B  | refused
          BR            | P1 | P2 | allowed
          switches      | P1 | P2 | refused
          root-ports    | P1 | P2 | allowed
          0000:00       | P1 | P2 | allowed
          0000:40       | P1 | P2 | refused
          V1rp          | V1 | V1 | allowed
          10000:e0      | V1 | V1 | allowed
          none          | V1 | V1 | refused
          """)
  void subsetOfTranslatorsAnswersForWhatIsBelowIt(
      String places, String provider, String client, String expected) {
    assertThat(judge(machine(), client, provider, "translators-alone", places).outcome().spelling())
        .isEqualTo(expected);
    assertThat(judge(machine(), client, provider, "translators", places).outcome())
        .as("above mainline every subset is enough")
        .isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void whoAnsweredIsNamed() {
    assertThat(
            Stream.of(StrategyName.values())
                .map(strategy ->
                    judge(machine(), "B", "A", strategy.spelling(), "switches").answeredBy()))
        .containsExactly(
            "the DMA API of the kernel",
            "the translator on 0000:01:00.0",
            "the translator on 0000:01:00.0",
            "the same-segment helper of 0000:04:00.0",
            "the shim before the DMA operations of 0000:04:00.0",
            "the pagemap helper of 0000:03:00.0");
  }

  @Test
  void redirectedBusAddressFaultsAtTheIommu() {
    Verdict verdict =
        judge(
            machine("acs DP1=1d; acs RP1=1d; iommu translated"), "B", "A", "initiator-ops", "none");

    assertThat(verdict.gates().get(Gate.MAPPING)).isInstanceOf(GateResult.Allowed.class);
    assertThat(verdict.gates().get(Gate.ROUTING)).asString().contains("iommu-fault");
    assertThat(verdict.steps().getLast().at()).hasToString("host-bridge 0000:00");
  }

  @Test
  void helperThatMapsTheBusAddressIsAHazardWhereItIsNotTheCpuAddress() {
    String shifted =
        "bar A=210000000000; acs DP1=1d; id H=8086:09a2; iommu translated;"
            + " window 00=600000000000=210000000000=10000000";

    assertThat(judge(machine(shifted), "B", "A", "target-helper", "none").hazards())
        .extracting(Hazard::code)
        .contains("iommu-maps-bus-address");
  }

  @ParameterizedTest(name = "RAM from {0} with IOMMU {1}")
  @CsvSource({
    "200000000000, off,        bus-address-overlaps",
    "200000000000, translated, ''",
    "100000000000, off,        ''",
  })
  void busAddressThatIsRamAsWellIsAHazard(String ram, String iommu, String expected) {
    Platform bare = machine("bar A=200000000000; iommu " + iommu).build();
    var memory =
        new MemoryRange(
            AddressRange.ofSize(Long.parseLong(ram, 16), 1 << 30),
            MemoryRange.Kind.RAM,
            new SourcePosition("iomem", 1));
    var platform =
        new Platform(
            bare.topology(),
            bare.cpu(),
            bare.kernel(),
            bare.iommu(),
            bare.firmware(),
            bare.windows(),
            bare.inbound(),
            List.of(memory));

    assertThat(judge(platform, "B", "A", "translators", "switches").hazards())
        .extracting(Hazard::code)
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @Test
  void everyStrategyHasACardWithItsSource() {
    assertThat(StrategyCard.all())
        .extracting(StrategyCard::name)
        .containsExactly(StrategyName.values());
    assertThat(StrategyCard.all()).allMatch(card -> card.source().matches(".*(2017-04|Linux).*"));
  }

  /// The input does not tell below which host bridge the client is.
  @Test
  void translatorOnAHostBridgeIsNotAskedByAClientThatMayBeElsewhere() {
    assertThat(judge(machine("no RP2"), "D", "A", "translators", "host-bridges").asked()).isEmpty();
    assertThat(judge(machine(), "D", "A", "translators", "host-bridges").asked())
        .extracting(answer -> answer.reason().code())
        .containsExactly("translator-host-bridge");
  }
}
