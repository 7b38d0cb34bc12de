package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement.Named;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The steps of one DMA: which addresses they carry, what they rest on, and where they end.
class DmaTraceTest {

  private static final String BOTH_REDIRECT = "acs DP1=1d; acs RP1=1d; ";

  private static DmaRequest read(String client, String target) {
    return DmaRequest.page(at(name(client)), DmaTarget.parse(target).orElseThrow(), Operation.READ);
  }

  private static List<DmaStep> trace(String settings, StrategyName strategy, DmaRequest request) {
    return new Judge(machine(settings).build(), strategy.with(Named.ALL)).judge(request).steps();
  }

  private static List<DmaStep> trace(String settings, DmaRequest request) {
    return trace(settings, StrategyName.MAINLINE, request);
  }

  private static DmaStep step(List<DmaStep> steps, StepEvent event) {
    return steps.stream().filter(step -> step.event() == event).findFirst().orElseThrow();
  }

  private static String end(List<DmaStep> steps) {
    return steps.getLast().event().spelling() + " " + steps.getLast().decision();
  }

  @Test
  void readOfRamIsAnsweredDownToTheClient() {
    List<DmaStep> steps = trace("", read("B", "host:0x1000"));

    assertThat(steps)
        .extracting(step -> step.event().spelling())
        .containsSubsequence("issue", "iommu", "arrive", "completion", "complete");
    assertThat(steps)
        .extracting(DmaStep::decision)
        .contains(
            "host bridge 0000:00 passes the address unchanged: no IOMMU translates",
            "host bridge 0000:00 sends the completion down");
    assertThat(steps.getLast().at()).hasToString("0000:04:00.0");
    assertThat(steps.getLast().tlp()).isEqualTo("CplD 4096 B");
  }

  @Test
  void addressIsThatOfTheCpuUntilItIsProgrammedAndOfTheBusFromThenOn() {
    List<DmaStep> steps = trace("", read("B", "host:0x1000"));

    assertThat(step(steps, StepEvent.MAP).address()).contains(new HostPhysicalAddress(0x1000));
    assertThat(step(steps, StepEvent.ISSUE).address()).contains(new BusAddress(0x1000));
    assertThat(step(steps, StepEvent.PROGRAM).rule()).startsWith("mode of iommu = off");
  }

  @Test
  void programmingReplacesTheAddressWhereTheBusHasAnother() {
    List<DmaStep> steps =
        trace("inbound 00=0=400000000=c0000000; mask B=ffffffffffff", read("B", "host:0x1000"));

    assertThat(step(steps, StepEvent.PROGRAM).translatedTo())
        .contains(new BusAddress(0x4_0000_1000L));
  }

  @Test
  void rootComplexReplacesTheCpuAddressByThatOfTheBus() {
    List<DmaStep> steps =
        trace(
            "bar A=210000000000; id H=8086:09a2; mask D=ffffffffffff;"
                + " window 00=600000000000=210000000000=10000000",
            read("D", "03:00.0"));

    assertThat(step(steps, StepEvent.FORWARD).translatedTo())
        .contains(new BusAddress(0x2100_0000_0000L));
  }

  @Test
  void vmdFunctionPutsItsOwnRequesterIdIn() {
    List<DmaStep> steps = trace("id R=8086:28c0; iommu translated", read("V1", "host:0x1000"));

    assertThat(steps)
        .extracting(DmaStep::decision)
        .anyMatch(text -> text.startsWith("VMD function 0000:00:05.0 puts its own requester ID"));
    assertThat(step(steps, StepEvent.WALK).at()).hasToString("host-bridge 0000:00");
  }

  @Test
  void translatorThatPassesOutwardSaysWhy() {
    List<DmaStep> steps = trace("", StrategyName.TRANSLATORS, read("E", "03:00.0"));

    assertThat(steps)
        .filteredOn(step -> step.event() == StepEvent.TRANSLATOR)
        .extracting(DmaStep::rule)
        .contains("translator-outside");
  }

  /// The operations of the client ask no ACS, so the TLP goes up to the root complex.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iommu off        | unknown whether the root complex forwards to 0000:03:00.0 is not known
          ?iommu           | unknown not known: the TLP carries a bus address to the root complex, and whether
          iommu translated | refuse refused: a port sends the TLP up to the IOMMU, which has no entry
          bar A=210000000000; window 00=600000000000=210000000000=10000000 | unknown not known: the TLP carries a bus address to the root complex that is not the CPU address
          """)
  void readThatIsStuckAtTheRootComplexIsNotAnswered(String settings, String end) {
    List<DmaStep> steps =
        trace(BOTH_REDIRECT + settings, StrategyName.INITIATOR_OPS, read("B", "03:00.0"));

    assertThat(end(steps)).startsWith(end);
  }

  /// BAR 0 of A is at 2000_0010_0000.
  @ParameterizedTest(name = "{0}")
  @CsvSource({"host:0x5000", "05:00.0"})
  void readThatGoesAstrayIsNotAnsweredByWhoeverTakesIt(String target) {
    List<DmaStep> steps =
        trace("iommu translated", read("B", target).at(new Iova(0x2000_0010_0000L)));

    assertThat(end(steps)).startsWith("refuse misrouted: 0000:03:00.0 takes it");
    assertThat(steps.getFirst().decision()).contains("at IOVA 0x200000100000");
  }
}
