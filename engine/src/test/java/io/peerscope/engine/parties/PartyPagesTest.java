package io.peerscope.engine.parties;

import io.peerscope.engine.RulePage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The tables of the pages about drivers and libraries are those that decide;
/// `-Dpeerscope.write=true` writes them.
class PartyPagesTest {

  @Test
  void driversOnThePageAreThoseThatDecide() throws IOException {
    new RulePage("driver.md")
        .expect(
            "drivers",
            List.of("driver", "client", "target", "if", "asks for", "that is", "source", "date"),
            PartyTable.DRIVERS.rows().stream()
                .map(row ->
                    List.of(
                        row.name(),
                        device(row.client()),
                        device(row.target()),
                        words(row.guards()),
                        words(row.demands()),
                        row.sentence(),
                        row.source(),
                        row.date())));
  }

  @Test
  void librariesOnThePageAreThoseThatDecide() throws IOException {
    new RulePage("library.md")
        .expect(
            "libraries",
            List.of(
                "library",
                "from",
                "until",
                "client",
                "target",
                "if",
                "asks for",
                "that is",
                "source",
                "date"),
            PartyTable.LIBRARIES.rows().stream()
                .map(row ->
                    List.of(
                        row.name(),
                        release(row.since()),
                        release(row.until()),
                        device(row.client()),
                        device(row.target()),
                        words(row.guards()),
                        words(row.demands()),
                        row.sentence(),
                        row.source(),
                        row.date())));
  }

  private static String release(Optional<Release> release) {
    return release.map(Release::toString).orElse("-");
  }

  /// `*` alone would be taken for emphasis.
  private static String device(String pattern) {
    return "`" + pattern + "`";
  }

  private static String words(List<String> conditions) {
    return conditions.isEmpty() ? "-" : String.join("; ", conditions);
  }
}
