package io.peerscope.engine.dma;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.AddressColumn.Meaning;
import io.peerscope.engine.dma.AddressColumn.Span;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which address spaces a DMA passes through, and what is told of the numbers of each.
class AddressColumnsTest {

  private static List<AddressColumn> columns(Platform platform, String client, String target) {
    DmaRequest request =
        DmaRequest.page(at(name(client)), DmaTarget.parse(target).orElseThrow(), Operation.WRITE);
    Verdict verdict = new Judge(platform, new MappingStrategy.Mainline()).judge(request);
    return AddressColumns.of(platform, request.client(), verdict.page(), verdict.mapping());
  }

  private static List<AddressColumn> columns(
      PlatformBuilder machine, String client, String target) {
    return columns(machine.build(), client, target);
  }

  private static List<String> titles(List<AddressColumn> columns) {
    return columns.stream()
        .map(column ->
            column.space().spelling()
                + column.below().map(bus -> " below " + bus).orElse("")
                + ": "
                + column.detail())
        .toList();
  }

  private static List<String> spans(AddressColumn column, Meaning meaning) {
    return column.spans().stream()
        .filter(span -> span.meaning() == meaning)
        .map(span -> span.range() + " " + span.label() + (span.ofDma() ? " *" : ""))
        .toList();
  }

  @Test
  void belowOneHostBridgeThereAreTheBusAndTheCpu() {
    List<AddressColumn> columns =
        columns(SampleFiles.read("05-bus-offset.txt"), "04:00.0", "03:00.0:BAR0+0x2000");

    assertThat(titles(columns))
        .containsExactly(
            "bus below 0000:00: below host bridge 0000:00",
            "physical: host bridge windows, RAM is not told");
  }

  /// The 32-bit window stands elsewhere on the bus, the 64-bit one does not.
  @Test
  void windowAndBarStandWhereEachSideHasThem() {
    List<AddressColumn> columns =
        columns(SampleFiles.read("05-bus-offset.txt"), "04:00.0", "03:00.0:BAR0+0x2000");

    assertThat(spans(columns.get(0), Meaning.WINDOW))
        .containsExactly(
            "0x80000000-0xfffeffff window of 0000:00",
            "0x3b0000000000-0x3b0fffffffff window of 0000:00");
    assertThat(spans(columns.get(1), Meaning.WINDOW))
        .containsExactly(
            "0x3b0000000000-0x3b0fffffffff window of 0000:00",
            "0x3fe000000000-0x3fe07ffeffff window of 0000:00");
    assertThat(spans(columns.get(0), Meaning.BAR))
        .contains("0x90000000-0x90ffffff 03:00.0 BAR 0 *");
    assertThat(spans(columns.get(1), Meaning.BAR))
        .contains("0x3fe010000000-0x3fe010ffffff 03:00.0 BAR 0 *");
  }

  @Test
  void numberMeansTheLargerSpanFirst() {
    AddressColumn bus =
        columns(SampleFiles.read("05-bus-offset.txt"), "04:00.0", "03:00.0:BAR0").getFirst();

    assertThat(bus.at(0x9000_2000L))
        .extracting(Span::meaning)
        .containsExactly(Meaning.WINDOW, Meaning.BAR);
    assertThat(bus.at(0x1000)).isEmpty();
  }

  @Test
  void betweenTwoHostBridgesTheBusOfTheProviderComesLast() {
    List<AddressColumn> columns =
        columns(SampleFiles.read("08-store-only.txt"), "01:00.0", "0001:01:00.0:BAR2+0x1000");

    assertThat(titles(columns))
        .containsExactly(
            "bus below 0000:00: below host bridge 0000:00",
            "physical: host bridge windows, RAM is not told",
            "bus below 0001:00: below host bridge 0001:00");
    assertThat(spans(columns.getLast(), Meaning.BAR))
        .anyMatch(span -> span.contains("0001:01:00.0 BAR 2 *"));
    assertThat(spans(columns.get(1), Meaning.WINDOW)).hasSize(4);
  }

  @Test
  void iovaColumnMarksWhatTheAllocatorMayNotGive() {
    AddressColumn iova =
        columns(SampleFiles.read("02-two-host-bridges.txt"), "04:00.0", "host:0x1000000")
            .getFirst();

    assertThat(iova.title()).isEqualTo("IOVA of 04:00.0");
    assertThat(iova.detail()).isEqualTo("what the allocator may not give is marked");
    assertThat(spans(iova, Meaning.RESERVED))
        .containsExactly(
            "0x90000000-0xa7ffffff reserved: a window of the host bridge",
            "0xfee00000-0xfeefffff reserved: the range of message signalled interrupts",
            "0x380000000000-0x383fffffffff reserved: a window of the host bridge");
  }

  @Test
  void iovaColumnSaysWhatIsNotTold() {
    AddressColumn iova =
        columns(machine().iommu(IommuMode.TRANSLATED), "B", "host:0x1000").getFirst();

    assertThat(iova.detail()).isEqualTo("the windows of host bridge 0000:00 are not told");
  }

  @Test
  void inAnotherDomainTheNameIsInFull() {
    AddressColumn iova =
        columns(SampleFiles.read("06-vmd.txt"), "10000:e2:00.0", "host:0x12345000").getFirst();

    assertThat(iova.title()).isEqualTo("IOVA of 10000:e2:00.0");
  }

  @Test
  void refusedDmaHasNoIova() {
    List<AddressColumn> columns =
        columns(SampleFiles.read("02-two-host-bridges.txt"), "04:00.0", "41:00.0:BAR1+0x2000");

    assertThat(columns)
        .extracting(column -> column.space().spelling())
        .containsExactly("bus", "physical", "bus");
  }

  @ParameterizedTest(name = "{0} runs of RAM: {1}")
  @CsvSource({
    "1, 'host bridge windows, RAM', 1",
    "6, 'host bridge windows, RAM', 6",
    "7, 'host bridge windows, the 6 largest runs of RAM', 6"
  })
  void onlyTheLargestRunsOfRamAreShown(int runs, String detail, int shown) {
    PlatformBuilder machine = machine("reserved 9000 1000");
    for (int run = 1; run <= runs; run++) {
      machine.memory(MemoryRange.Kind.RAM, 0x1000_0000L * run, 0x1000L * run);
    }

    AddressColumn physical = columns(machine, "B", "host:0x10000000").getLast();

    assertThat(physical.detail()).isEqualTo(detail);
    assertThat(spans(physical, Meaning.RAM)).hasSize(shown);
    assertThat(spans(physical, Meaning.RAM).getLast())
        .startsWith(Hex.of(0x1000_0000L * runs) + "-");
  }

  @Test
  void runOfRamThatIsWrittenIsMarked() {
    AddressColumn physical =
        columns(machine("ram 1000 1000; ram 100000 10000"), "B", "host:0x101000").getLast();

    assertThat(spans(physical, Meaning.RAM))
        .containsExactly("0x1000-0x1fff RAM", "0x100000-0x10ffff RAM *");
  }

  @Test
  void runsOfRamAreNoPartOfADmaToAPeer() {
    AddressColumn physical = columns(machine("ram 1000 1000"), "B", name("A")).getLast();

    assertThat(spans(physical, Meaning.RAM)).containsExactly("0x1000-0x1fff RAM");
  }

  @Test
  void whereRamIsNotToldThePageItselfIsShown() {
    AddressColumn physical = columns(machine(), "B", "host:0x12345678").getLast();

    assertThat(spans(physical, Meaning.RAM)).containsExactly("0x12345000-0x12345fff the page *");
  }

  /// No window is told, and the processor is none whose windows are identity.
  @Test
  void barsWithoutACpuAddressAreOnTheBusAlone() {
    List<AddressColumn> columns = columns(machine().cpuUntold(), "G", name("G"));

    assertThat(columns.getFirst().detail())
        .isEqualTo("below host bridge 0000:40, whose windows are not told");
    assertThat(spans(columns.getFirst(), Meaning.BAR)).anyMatch(span -> span.endsWith("BAR 0 *"));
    assertThat(columns.getLast().spans()).isEmpty();
  }

  @Test
  void barsOfUnknownSizeAreNotShown() {
    List<AddressColumn> columns = columns(machine("?size G"), "G", "host:0x1000");

    assertThat(columns).hasSize(2);
    assertThat(columns).allMatch(column -> column.spans().stream().noneMatch(this::isOfG));
  }

  private boolean isOfG(Span span) {
    return span.owner().filter(at(name("G"))::equals).isPresent();
  }

  @Test
  void barOfABridgeIsNotShown() {
    AddressColumn bus = columns(machine("portbar RP5=900000"), "G", "host:0x1000").getFirst();

    assertThat(bus.spans())
        .filteredOn(span -> span.meaning() == Meaning.BAR)
        .allMatch(span -> !span.owner().equals(Optional.of(at(name("RP5")))));
  }

  /// Only the BAR aimed at is the DMA's, not the other one of the provider.
  @Test
  void otherBarOfTheProviderIsNotTheDmas() {
    AddressColumn bus =
        columns(machine("bar A=100000000; bar2 A=110000000"), "B", name("A") + ":BAR2").getFirst();

    assertThat(spans(bus, Meaning.BAR))
        .contains(
            "0x100000000-0x1000fffff 03:00.0 BAR 0", "0x110000000-0x1100fffff 03:00.0 BAR 2 *");
  }

  @Test
  void ofManyFunctionsOnlyTheEndsAreShown() {
    AddressColumn bus = columns(machine(), "B", name("A")).getFirst();

    assertThat(bus.spans())
        .extracting(Span::label)
        .containsExactly("03:00.0 BAR 0", "04:00.0 BAR 0");
  }

  @ParameterizedTest
  @CsvSource({"12, 14", "13, 2"})
  void othersAreShownUpToTwelve(int others, int shown) {
    PlatformBuilder machine = PlatformBuilder.aPlatform();
    for (int n = 0; n < others + 2; n++) {
      machine.integratedEndpoint("00:%02x.0".formatted(n + 1));
    }

    AddressColumn bus = columns(machine, "00:01.0", "00:02.0").getFirst();

    assertThat(bus.spans()).hasSize(shown);
  }

  @Test
  void pageThatIsNowhereLeavesTheBusOfTheClient() {
    List<AddressColumn> columns = columns(machine(), "B", "0x42");

    assertThat(columns)
        .extracting(column -> column.space().spelling())
        .containsExactly("bus", "physical");
    assertThat(columns).allMatch(column -> column.spans().stream().noneMatch(Span::ofDma));
  }

  @Test
  void clientThatIsNotThereHasNoColumns() {
    assertThat(columns(machine(), "77:00.0", name("A"))).isEmpty();
  }

  @Test
  void endOfUnknownPlaceHasNoBus() {
    PlatformBuilder machine = machine("no RP2");

    assertThat(titles(columns(machine, "D", "host:0x1000")))
        .containsExactly("physical: host bridge windows, RAM is not told");
    assertThat(titles(columns(machine, "G", name("D"))))
        .containsExactly(
            "bus below 0000:40: below host bridge 0000:40, whose windows are not told",
            "physical: host bridge windows, RAM is not told");
  }
}
