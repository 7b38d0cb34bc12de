package io.peerscope.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// DMAs of a scenario are typed as lines, and come back as they were typed.
class ScenarioTextTest {

  @Test
  void linesComeBackAsTheyWereTyped() {
    String lines =
        """
        04:00.0 write 03:00.0:BAR2+0x1000 64K
        04:00.0 read host:0x100000 4K; 03:00.0 2M
        10000:e1:00.0 atomic 03:00.0 8
        05:00.0 read p2pmem 4K\
        """;

    ScenarioText.Lines read = ScenarioText.parse(lines);

    assertThat(read.complaint()).isEmpty();
    assertThat(ScenarioText.format(read.transfers())).isEqualTo(lines);
  }

  @Test
  void withoutASizeItIsOnePage() {
    assertThat(ScenarioText.parse("04:00.0 write 03:00.0").transfers().getFirst().pieces())
        .allMatch(piece -> piece.size() == 4096);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04:00.0 erase 03:00.0",
        "04:00.0 write",
        "04:00.0 write nowhere 4K",
        "04:00.0 write 03:00.0 0",
        "04:00.0 write 03:00.0 4K;",
        "04:00.0 write 03:00.0 99999999999K",
        "x write 03:00.0",
      })
  void whatCannotBeReadIsComplainedAboutWithItsLine(String line) {
    assertThat(ScenarioText.parse("04:00.0 write 03:00.0\n" + line).complaint())
        .startsWith("line 2:");
  }
}
