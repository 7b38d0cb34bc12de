package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void commandLinesStandBehindEachOther() {
    assertThat(Rehearsal.commandLines("import", "x", "+", "matrix", "x"))
        .isEqualTo(List.of(List.of("import", "x"), List.of("matrix", "x")));
  }
}
