package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The facts that the reasons of routing and mapping name, so that nobody has to look elsewhere for
/// what an answer rests on or what it lacks.
class MissingFactsTest {

  /// That host bridge 00 is listed, so that D and A reach each other through it.
  private static final String LISTED = "id H=8086:09a2; ";

  private static Verdict judge(
      String settings, String strategy, String client, String target, Operation operation) {
    DmaTarget aimed =
        target.contains(":")
            ? DmaTarget.parse(target).orElseThrow()
            : new DmaTarget.FunctionMemory(at(name(target)), OptionalInt.empty(), 0);
    return new Judge(
            machine(settings).build(),
            StrategyName.ofSpelling(strategy)
                .orElseThrow()
                .with(TranslatorPlacement.Named.SWITCHES))
        .judge(DmaRequest.page(at(name(client)), aimed, operation));
  }

  private static List<String> facts(Verdict verdict, Gate gate) {
    return reasons(verdict.gates().getOrDefault(gate, new GateResult.NotAsked()))
        .flatMap(MissingFactsTest::facts)
        .map(fact -> fact.about() + " " + fact.name() + "=" + fact.value())
        .toList();
  }

  private static Stream<Reason> reasons(GateResult gate) {
    return switch (gate) {
      case GateResult.Allowed(var reasons) -> reasons.stream();
      case GateResult.Refused(var reasons) -> reasons.stream();
      case GateResult.Undetermined(var reasons) -> reasons.stream();
      case GateResult.NotAsked _ -> Stream.of();
    };
  }

  private static Stream<Evidence> facts(Reason reason) {
    return Stream.concat(
        reason.evidence().stream(), reason.because().stream().flatMap(MissingFactsTest::facts));
  }

  /// The functions whose decision about a TLP is named.
  private static List<String> routers(Verdict verdict) {
    return facts(verdict, Gate.ROUTING).stream()
        .filter(fact -> fact.contains(" routing="))
        .map(fact -> fact.substring(0, fact.indexOf(' ')))
        .distinct()
        .toList();
  }

  /// IOMMU, mask and CPU address, each where the mapping depends on it.
  @ParameterizedTest(name = "{1} to {2} with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iommu off                      | B | A           | CPU address
          iommu translated               | B | A           | CPU address
          iommu off; ?cpu; cpubar B=9000 | B | A           |
          iommu translated               | D | A           |
          id H=8086:09a2; iommu translated                     | D | A | mode
          id H=8086:09a2; iommu off; mask D=ffffffffffffffff   | D | A | mode, DMA mask, CPU address
          id H=8086:09a2; iommu off; mask D=ffffffff           | D | A | mode, DMA mask, CPU address
          id H=8086:09a2; iommu off                            | D | A | DMA mask
          id H=8086:09a2; ?iommu                               | D | A | mode
          iommu off; mask D=ffffffff     | D | host:0x1000 | mode, DMA mask
          iommu translated               | D | host:0x1000 | mode
          ?iommu                         | D | host:0x1000 | mode
          """)
  void mappingNamesWhatTheAddressDependsOn(
      String settings, String client, String target, String expected) {
    Verdict verdict = judge(settings, "mainline", client, target, Operation.WRITE);

    assertThat(
            Stream.of("mode", "DMA mask", "CPU address")
                .filter(word ->
                    facts(verdict, Gate.MAPPING).stream().anyMatch(fact -> fact.contains(word)))
                .toList())
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ", -1)));
  }

  /// The translator saw Egress Control of USP and passed the page on; the proposed kernel, which
  /// then mapped it, does not look at that bit there.
  @Test
  void mappingNamesWhyAHookPassedThePageOn() {
    assertThat(
            facts(
                judge(
                    "kernel proposed-acs-egress; acs USP=20",
                    "translators",
                    "B",
                    "A",
                    Operation.WRITE),
                Gate.MAPPING))
        .contains("0000:01:00.0 ACSCtl.EgressCtrl=1");
  }

  @Test
  void mappingThatIsOpenNamesWhatIsNotTold() {
    assertThat(
            facts(judge(LISTED + "iommu off", "mainline", "D", "A", Operation.WRITE), Gate.MAPPING))
        .contains("0000:10:00.0 DMA mask=unknown");
    assertThat(facts(judge(LISTED + "?iommu", "mainline", "D", "A", Operation.WRITE), Gate.MAPPING))
        .contains("iommu mode=unknown");
    assertThat(facts(judge("?acs DP0", "mainline", "B", "A", Operation.WRITE), Gate.MAPPING))
        .contains("0000:02:00.0 ACSCtl=unknown");
  }

  /// Up to the root complex and down again; a read is answered the same way.
  @Test
  void routingNamesEveryPortOnTheWay() {
    String reached = LISTED + "iommu off; mask D=ffffffffffffffff";

    assertThat(routers(judge(reached, "mainline", "D", "A", Operation.WRITE)))
        .contains("0000:00:02.0", "0000:00:01.0", "0000:01:00.0", "0000:02:00.0", "0000:03:00.0");
    assertThat(routers(judge("iommu off", "mainline", "B", "A", Operation.READ)))
        .contains("0000:02:01.0", "0000:01:00.0", "0000:02:00.0", "0000:03:00.0");
  }

  @Test
  void routingNamesWhatTheClientItselfDoes() {
    assertThat(
            facts(
                judge("acs B=00; iommu off", "mainline", "B", "A", Operation.WRITE), Gate.ROUTING))
        .contains("0000:04:00.0 ACSCtl=0x0000");
  }

  /// Only what goes to the root complex by bus address asks whether an IOMMU is there.
  @ParameterizedTest(name = "{1} {2} with {0}")
  @CsvSource({
    "acs DP1=1d; acs RP1=1d; iommu off; id H=8086:09a2,                 initiator-ops, B, true",
    "acs DP1=1d; acs RP1=1d; iommu translated,                          initiator-ops, B, true",
    "acs DP1=1d; acs RP1=1d; ?iommu,                                    initiator-ops, B, true",
    "iommu off,                                                         mainline,      B, false",
    "id H=8086:09a2; iommu off; mask D=ffffffffffffffff,                mainline,      D, false",
  })
  void routingNamesTheIommuWhereABusAddressGetsToIt(
      String settings, String strategy, String client, boolean named) {
    Verdict verdict = judge(settings, strategy, client, "A", Operation.WRITE);

    assertThat(
            facts(verdict, Gate.ROUTING).stream().anyMatch(fact -> fact.startsWith("iommu mode=")))
        .as("%s", verdict.gates().get(Gate.ROUTING))
        .isEqualTo(named);
  }

  /// The request goes straight through the switch, and its answer through the root complex, which
  /// the processor vouches for.
  @Test
  void routingNamesWhoVouchesForTheRootComplexWhereOnlyTheAnswerGetsThere() {
    String redirected =
        "acs DP0=08; acs RP1=1d; cpu AuthenticAMD/0x19; iommu off; mask B=ffffffffffffffff";
    Verdict read = judge(redirected, "mainline", "B", "A", Operation.READ);
    Verdict write = judge(redirected, "mainline", "B", "A", Operation.WRITE);

    assertThat(facts(read, Gate.ROUTING))
        .anyMatch(fact -> fact.startsWith("cpu "))
        .contains("0000:02:00.0 ACSCtl.CmpltRedir=1");
    assertThat(facts(write, Gate.ROUTING))
        .noneMatch(fact -> fact.startsWith("cpu "))
        .noneMatch(fact -> fact.startsWith("0000:02:00.0 ACSCtl"));
  }

  /// What vouches for the pair is no fact of a way that stays inside the switch.
  @Test
  void routingOfAReadInsideASwitchNamesNobodyAboveIt() {
    assertThat(facts(judge("iommu off", "mainline", "B", "A", Operation.READ), Gate.ROUTING))
        .noneMatch(fact -> fact.startsWith("0000:02:00.0 ACSCtl"));
  }

  @ParameterizedTest(name = "{1} {2} with {0}")
  @CsvSource({
    "iommu off,                                          mainline,    B",
    "iommu off,                                          translators, B",
    "id H=8086:09a2; iommu translated,                   mainline,    D",
    "id H=8086:09a2; iommu off; mask D=ffffffffffffffff, mainline,    D",
    "iommu off,                                          mainline,    D",
  })
  void noReasonNamesAFactTwice(String settings, String strategy, String client) {
    Verdict verdict = judge(settings, strategy, client, "A", Operation.WRITE);

    assertThat(facts(verdict, Gate.ROUTING)).doesNotHaveDuplicates();
    assertThat(facts(verdict, Gate.MAPPING)).doesNotHaveDuplicates();
  }
}
