package io.peerscope.engine.distance;

import io.peerscope.engine.RulePage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of the page about distance words is the one that decides; `-Dpeerscope.write=true`
/// writes it.
class DistanceWordsPageTest {

  @Test
  void tableOnThePageIsTheOneThatDecides() throws IOException {
    new RulePage("distance-words.md")
        .expect(
            "words",
            List.of("tool", "functions lie", "word", "which means", "source", "read"),
            WordTable.rows().stream()
                .map(row ->
                    List.of(
                        row.tool().spelling(),
                        row.relation().spelling(),
                        row.word(),
                        row.meaning(),
                        row.source(),
                        row.date())));
  }
}
