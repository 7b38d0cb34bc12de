package io.peerscope.engine.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.config.VendorDevice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the tables about devices are read.
class DeviceRowTest {

  private static final List<DeviceRow> ROWS = DeviceRow.load("acs-quirks.tsv", 5);

  @Test
  void everyLineThatIsNoRemarkIsARow() {
    assertThat(ROWS).hasSameSizeAs(AcsQuirk.ALL).isNotEmpty();
    assertThat(ROWS.getFirst().columns())
        .containsExactly("southbridge", "provided", "AMD/ATI SB700/SB800/SB900 southbridge");
    assertThat(ROWS.getFirst().position().toString()).contains("acs-quirks.tsv");
  }

  /// One device, the ends of `3b42-3b51`, and any device of a vendor.
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "1924:0903, Solarflare NIC",
    "8086:3b42, Intel Ibex Peak PCH root port",
    "8086:3b51, Intel Ibex Peak PCH root port",
    "8086:0000, Intel RC integrated endpoint (VT-d 3.16)",
    "8086:ffff, Intel RC integrated endpoint (VT-d 3.16)",
    "8088:ffff, Wangxun device of another id",
  })
  void deviceIsInTheRowOfItsIds(String id, String who) {
    assertThat(names(id)).contains(who);
  }

  @ParameterizedTest
  @CsvSource({"1924:0904", "1002:3b42", "19a2:0711", "ffff:0000"})
  void deviceOfOtherIdsIsInNone(String id) {
    assertThat(names(id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"8086:3b41", "8086:3b52"})
  void deviceBesideARangeIsNotInIt(String id) {
    assertThat(names(id)).doesNotContain("Intel Ibex Peak PCH root port");
  }

  private static List<String> names(String id) {
    var asked =
        new VendorDevice(
            Integer.parseInt(id.substring(0, 4), 16), Integer.parseInt(id.substring(5), 16));
    return ROWS.stream()
        .filter(row -> row.isAbout(asked))
        .map(row -> row.columns().getLast())
        .toList();
  }
}
