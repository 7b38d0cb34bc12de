package io.peerscope.engine.dma;

import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How things stand after some steps of a DMA.
class TraceStateTest {

  private static final PciAddress CLIENT = at("04:00.0");

  private static List<DmaStep> steps(
      String sample, String target, Operation operation, MappingStrategy strategy) {
    Verdict verdict =
        new Judge(SampleFiles.read(sample), strategy)
            .judge(DmaRequest.page(CLIENT, DmaTarget.parse(target).orElseThrow(), operation));
    return verdict.steps();
  }

  private static List<DmaStep> shifted(Operation operation) {
    return steps(
        "05-bus-offset.txt",
        "03:00.0:BAR0+0x2000",
        operation,
        new MappingStrategy.Translators(TranslatorPlacement.Named.SWITCHES));
  }

  @Test
  void beforeAnythingThePacketIsAtTheClient() {
    TraceState before = TraceState.at(shifted(Operation.WRITE), CLIENT, -1);

    assertThat(before).isEqualTo(TraceState.before(CLIENT));
    assertThat(before.packet()).isEqualTo(new Place.AtFunction(CLIENT));
    assertThat(before.phase()).isEqualTo(TracePhase.MAPPING);
    assertThat(before.carried()).isEmpty();
  }

  @Test
  void indexBeyondTheStepsIsTheNearestOne() {
    List<DmaStep> steps = shifted(Operation.WRITE);

    assertThat(TraceState.at(steps, CLIENT, Integer.MAX_VALUE))
        .isEqualTo(TraceState.at(steps, CLIENT, steps.size() - 1));
    assertThat(TraceState.at(steps, CLIENT, Integer.MIN_VALUE))
        .isEqualTo(TraceState.before(CLIENT));
    assertThat(TraceState.at(List.of(), CLIENT, 3)).isEqualTo(TraceState.before(CLIENT));
  }

  /// The translator is asked while the packet waits; then it gives the bus address.
  @Test
  void translatorPutsTheBusAddressInThePlaceOfTheCpuAddress() {
    List<DmaStep> steps = shifted(Operation.WRITE);
    int answer =
        steps.indexOf(
            steps.stream()
                .filter(step -> step.translatedTo().isPresent())
                .findFirst()
                .orElseThrow());

    TraceState before = TraceState.at(steps, CLIENT, answer - 1);
    TraceState after = TraceState.at(steps, CLIENT, answer);

    assertThat(before.carried()).contains(new HostPhysicalAddress(0x3fe0_1000_2000L));
    assertThat(before.replaced()).isEmpty();
    assertThat(after.replaced()).contains(new HostPhysicalAddress(0x3fe0_1000_2000L));
    assertThat(after.carried()).contains(new BusAddress(0x9000_2000L));
    assertThat(after.seen())
        .containsExactly(new HostPhysicalAddress(0x3fe0_1000_2000L), new BusAddress(0x9000_2000L));
    assertThat(after.asked()).containsExactly(new Place.AtFunction(at("01:00.0")));
    assertThat(after.packet()).isEqualTo(new Place.AtFunction(CLIENT));
    assertThat(after.passed()).isEmpty();
    assertThat(TraceState.at(steps, CLIENT, answer + 1).replaced()).isEmpty();
  }

  @Test
  void writeEndsAtTheProvider() {
    List<DmaStep> steps = shifted(Operation.WRITE);
    TraceState end = TraceState.at(steps, CLIENT, steps.size() - 1);

    assertThat(end.done()).isEqualTo(steps.size());
    assertThat(end.phase()).isEqualTo(TracePhase.REQUEST);
    assertThat(end.packet()).isEqualTo(new Place.AtFunction(at("03:00.0")));
    assertThat(end.tlp()).startsWith("MWr");
    assertThat(places(end))
        .isEqualTo("0000:04:00.0 0000:02:01.0 0000:01:00.0 0000:02:00.0 0000:03:00.0");
  }

  @Test
  void readComesBackOverPlacesThatWerePassed() {
    List<DmaStep> steps = shifted(Operation.READ);
    TraceState end = TraceState.at(steps, CLIENT, steps.size() - 1);

    assertThat(end.phase()).isEqualTo(TracePhase.COMPLETION);
    assertThat(end.packet()).isEqualTo(new Place.AtFunction(CLIENT));
    assertThat(places(end))
        .isEqualTo(places(TraceState.at(shifted(Operation.WRITE), CLIENT, 1000)));
  }

  private static String places(TraceState state) {
    return state.passed().stream().map(Place::toString).collect(Collectors.joining(" "));
  }

  @Test
  void entriesOfPageTablesAreCollected() {
    List<DmaStep> steps =
        steps(
            "02-two-host-bridges.txt",
            "host:0x1000000",
            Operation.WRITE,
            new MappingStrategy.Mainline());
    List<PageWalk> all = steps.stream().flatMap(step -> step.walk().stream()).toList();

    assertThat(all).isNotEmpty();
    assertThat(TraceState.at(steps, CLIENT, steps.size() - 1).walked()).isEqualTo(all);
  }

  @Test
  void refusedDmaEndsWhereItIsRefused() {
    List<DmaStep> steps =
        steps(
            "04-acs-redirect.txt",
            "03:00.0:BAR2+0x1000",
            Operation.WRITE,
            new MappingStrategy.Mainline());
    TraceState end = TraceState.at(steps, CLIENT, steps.size() - 1);

    assertThat(end.phase()).isEqualTo(TracePhase.END);
    assertThat(end.packet()).isEqualTo(new Place.AtFunction(at("02:01.0")));
  }

  @Test
  void hooksOfOtherStrategiesAreAskedToo() {
    List<DmaStep> steps =
        steps(
            "05-bus-offset.txt",
            "03:00.0:BAR0+0x2000",
            Operation.WRITE,
            new MappingStrategy.TargetHelper());

    assertThat(TraceState.at(steps, CLIENT, steps.size() - 1).asked()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "MAP, MAPPING",
    "TRANSLATOR, MAPPING",
    "HOOK, MAPPING",
    "CLASSIFY, MAPPING",
    "PROGRAM, MAPPING",
    "ISSUE, REQUEST",
    "UPSTREAM, REQUEST",
    "REDIRECT, REQUEST",
    "DOWNSTREAM, REQUEST",
    "WALK, REQUEST",
    "IOMMU, REQUEST",
    "FORWARD, REQUEST",
    "ARRIVE, REQUEST",
    "COMPLETION, COMPLETION",
    "COMPLETE, COMPLETION",
    "REFUSE, END",
    "UNKNOWN, END"
  })
  void eventBelongsToAPhase(StepEvent event, TracePhase phase) {
    assertThat(TracePhase.of(event)).isEqualTo(phase);
  }

  @ParameterizedTest
  @EnumSource
  void everyEventHasAPhase(StepEvent event) {
    assertThat(TracePhase.of(event)).isNotNull();
  }
}
