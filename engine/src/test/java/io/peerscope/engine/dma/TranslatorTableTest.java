package io.peerscope.engine.dma;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a translator looks a page up in: the memory below its bridge, by CPU address.
class TranslatorTableTest {

  private static Place on(String function) {
    return new Place.AtFunction(at(name(function)));
  }

  private static TranslatorTable table(PlatformBuilder machine, Place place) {
    return TranslatorTable.of(machine.build(), place);
  }

  private static List<String> providers(TranslatorTable table) {
    return table.rows().stream()
        .map(row -> row.provider().shortForm() + ":BAR" + row.bar())
        .toList();
  }

  private static ResolvedPage page(Platform platform, String target) {
    return new PageLookup(platform).resolve(DmaTarget.parse(target).orElseThrow()).page();
  }

  @Test
  void bridgeHoldsTheMemoryBelowIt() {
    TranslatorTable table = table(machine(), on("USPx"));

    assertThat(providers(table)).containsExactly("08:00.0:BAR0", "09:00.0:BAR0");
    assertThat(table.untold()).isZero();
  }

  @Test
  void hostBridgeHoldsTheMemoryOfItsHierarchyAlone() {
    TranslatorTable table = table(machine("no RP2"), new Place.AtHostBridge(new PciBus(0, 0x40)));

    assertThat(providers(table)).contains("41:00.0:BAR0").doesNotContain("10:00.0:BAR0");
    assertThat(table.rows()).allMatch(row -> row.provider().bus() >= 0x40);
  }

  @Test
  void rowsAreInTheOrderOfTheCpuAddresses() {
    TranslatorTable table =
        table(
            machine("bar E=100000000; bar F=100100000")
                .secondBar(name("E"), 0xffff_f000_0000_0000L),
            on("USPx"));

    assertThat(table.rows())
        .extracting(TranslatorTable.Row::cpu)
        .containsExactly(
            AddressRange.ofSize(0x1_0000_0000L, 1 << 20),
            AddressRange.ofSize(0x1_0010_0000L, 1 << 20),
            AddressRange.ofSize(0xffff_f000_0000_0000L, 1 << 20));
  }

  @Test
  void neitherBarsOfBridgesNorPortsAreMemory() {
    assertThat(providers(table(machine("portbar DPx0=900000; iobar F"), on("USPx"))))
        .containsExactly("08:00.0:BAR0");
  }

  @Test
  void barOfUnknownSizeIsCountedAndHasNoRow() {
    TranslatorTable table = table(machine("?size F"), on("USPx"));

    assertThat(providers(table)).containsExactly("08:00.0:BAR0");
    assertThat(table.untold()).isEqualTo(1);
  }

  @Test
  void barOfUnknownCpuAddressIsCountedAndHasNoRow() {
    TranslatorTable table = table(machine().cpuUntold(), on("USPx"));

    assertThat(table.rows()).isEmpty();
    assertThat(table.untold()).isEqualTo(2);
  }

  @Test
  void whereNoTranslatorCanHangThereAreNoRows() {
    List<Place> places =
        List.of(
            on("A"),
            on("77:00.0"),
            new Place.AtMemory(new PciBus(0, 0)),
            new Place.Untold(),
            new Place.AtHostBridge(new PciBus(0, 0x77)));

    assertThat(places)
        .allSatisfy(place -> {
          assertThat(table(machine(), place).rows()).isEmpty();
          assertThat(table(machine(), place).untold()).isZero();
        });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "03:00.0:BAR2+0x1000, 2",
    "03:00.0:BAR0, 0",
    "04:00.0, none",
    "host:0x1000, none",
    "0x42, none"
  })
  void rowHoldsThePagesOfItsBar(String target, String bar) {
    Platform platform = machine("bar2 A=110000000").build();
    TranslatorTable table = TranslatorTable.of(platform, on("DP0"));

    List<String> bars =
        table.rows().stream()
            .filter(row -> row.holds(page(platform, target)))
            .map(row -> String.valueOf(row.bar()))
            .toList();

    assertThat(bars).isEqualTo(bar.equals("none") ? List.of() : List.of(bar));
  }

  /// BAR 0 lies in the window that the host bridge shifts, BAR 2 in the other.
  @Test
  void eachRowHasTheOffsetOfItsWindow() {
    TranslatorTable table =
        TranslatorTable.of(SampleFiles.read("05-bus-offset.txt"), on("01:00.0"));

    assertThat(table.rows())
        .filteredOn(row -> row.provider().equals(at("03:00.0")))
        .extracting(row -> row.bar() + " " + row.busOffset().ifKnown().orElseThrow())
        .containsExactly("2 0", "0 " + (0x9000_0000L - 0x3fe0_1000_0000L));
  }
}
