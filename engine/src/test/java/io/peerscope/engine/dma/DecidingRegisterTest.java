package io.peerscope.engine.dma;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rule of a step leads to the register that decides.
class DecidingRegisterTest {

  private static final Place PORT = new Place.AtFunction(PciAddress.parse("02:01.0").orElseThrow());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACSCtl.ReqRedir = 1 (x.txt:12) | 0000:02:01.0 | ACSCtl.ReqRedir",
        "ACSCtl.CmpltRedir of 0000:02:02.0 = 1 (x.txt:12) | 0000:02:02.0 | ACSCtl.CmpltRedir",
        "memory window 0x90000000-0x90ffffff | 0000:02:01.0 | memory window",
        "prefetchable memory window 0x90000000-0x90ffffff | 0000:02:01.0 | prefetchable memory window",
        "BAR 2, 0x90000000-0x90ffffff | 0000:02:01.0 | BAR 2",
        "bus numbers | 0000:02:01.0 | bus numbers",
      })
  void namesFunctionAndRegister(String rule, String function, String words) {
    DecidingRegister found = DecidingRegister.of(step(rule)).orElseThrow();

    assertThat(found.function()).hasToString(function);
    assertThat(found.words()).isEqualTo(words);
  }

  @Test
  void whatIsNoRegisterIsNone() {
    assertThat(DecidingRegister.of(step("internal bus of the switch"))).isEmpty();
    assertThat(DecidingRegister.of(step("dma_map_sg"))).isEmpty();
  }

  @Test
  void aTableOfATranslatorHoldsTheBarsBelowItsBridge() {
    Platform machine = SampleFiles.read("05-bus-offset.txt");
    TranslatorTable table =
        TranslatorTable.of(
            machine, new Place.AtFunction(PciAddress.parse("01:00.0").orElseThrow()));

    assertThat(table.rows())
        .extracting(row -> row.provider().shortForm() + " BAR" + row.bar())
        .contains("03:00.0 BAR0", "03:00.0 BAR2", "04:00.0 BAR0");
    assertThat(table.rows())
        .filteredOn(row -> row.bar() == 0 && row.provider().shortForm().equals("03:00.0"))
        .allMatch(row -> row.busOffset().ifKnown().orElse(0L) != 0);
  }

  private static DmaStep step(String rule) {
    return new DmaStep(
        1, PORT, StepEvent.REDIRECT, "", Optional.empty(), "", Optional.empty(), rule);
  }

  @Test
  void controlsAreThoseOfLspci() {
    assertThat(List.of(AcsControl.values()))
        .allMatch(
            it -> DecidingRegister.of(step("ACSCtl." + it.lspciName() + " = 0 (x)")).isPresent());
  }
}
