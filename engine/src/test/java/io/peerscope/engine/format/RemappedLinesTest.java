package io.peerscope.engine.format;

import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.platform.RemappedNvme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemappedLinesTest {

  private static final SourcePosition LINE = new SourcePosition("dmesg.txt", 7);

  @Test
  void theKernelLogTellsHowManyHideWhere() {
    var lines = new RemappedLines();

    assertThat(lines.read("[    1.234567] ahci 0000:00:17.0: Found 2 remapped NVMe devices.", LINE))
        .isTrue();

    assertThat(lines.found()).containsExactly(new RemappedNvme(at("00:17.0"), 2, LINE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ahci 0000:00:17.0: Found 0 remapped NVMe devices.",
        "ahci 0000:00:17.0: Found 4 remapped NVMe devices.",
        "ahci 0000:00:37.0: Found 1 remapped NVMe devices.",
        "somebody wrote of remapped NVMe devices",
      })
  void otherLinesSayNothing(String line) {
    var lines = new RemappedLines();

    assertThat(lines.read(line, LINE)).isFalse();
    assertThat(lines.found()).isEmpty();
  }
}
