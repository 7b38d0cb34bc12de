package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every captured sample, against everything that is known of it; `engine/samples` prints the
/// table.
class SampleTableTest {

  /// Figures of one kind of input.
  private static final class Row {
    private int files;
    private int functions;
    private int exact;
    private int explained;
    private int failures;
  }

  @Test
  void everySampleIsReadAsItsIndexAndOtherProgramsSayOrTheDifferenceIsExplained()
      throws IOException {
    List<SampleIndex> samples = SampleIndex.all();
    assumeTrue(!samples.isEmpty(), "skipped: no captured samples (set peerscope.shared)");
    Map<String, String> reasons = reasons();
    Map<String, Row> rows = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    List<String> explained = new ArrayList<>();
    for (SampleIndex sample : samples) {
      Reading reading = PlatformReader.read(List.of(SharedData.input(sample.file())));
      Row row = rows.computeIfAbsent(sample.family() + " " + sample.kind(), _ -> new Row());
      List<String> open = new ArrayList<>();
      List<String> known = new ArrayList<>();
      for (String difference : SampleChecks.of(sample, reading)) {
        String key = sample.name() + "\t" + difference.substring(0, difference.indexOf(':'));
        String reason = reasons.get(key);
        (reason == null ? open : known)
            .add(
                sample.name()
                    + ": "
                    + (reason == null ? difference : shortened(difference, reason)));
      }
      count(row, reading, open, known);
      failures.addAll(open);
      explained.addAll(known);
    }
    print(rows, explained, failures);
    assertThat(failures).isEmpty();
  }

  private static String shortened(String difference, String reason) {
    return difference.substring(0, difference.indexOf(':')) + ": " + reason;
  }

  private static void count(Row row, Reading reading, List<String> open, List<String> known) {
    row.files++;
    row.functions += reading.platform().topology().size();
    row.exact += open.isEmpty() && known.isEmpty() ? 1 : 0;
    row.explained += open.isEmpty() && !known.isEmpty() ? 1 : 0;
    row.failures += open.isEmpty() ? 0 : 1;
  }

  private static void print(Map<String, Row> rows, List<String> explained, List<String> failures) {
    System.out.printf(
        "samples %-16s %6s %10s %6s %10s %9s%n",
        "format", "files", "functions", "exact", "explained", "failures");
    rows.forEach((format, row) ->
        System.out.printf(
            "samples %-16s %6d %,10d %6d %10d %9d%n",
            format, row.files, row.functions, row.exact, row.explained, row.failures));
    explained.forEach(each -> System.out.println("samples explained: " + each));
    failures.forEach(each -> System.out.println("samples failure: " + each));
  }

  /// Why a sample differs, by name and check.
  private static Map<String, String> reasons() throws IOException {
    Map<String, String> reasons = new HashMap<>();
    try (var stream = SampleTableTest.class.getResourceAsStream("/sample-differences.tsv");
        var reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", 3))
          .forEach(cells -> reasons.put(cells[0] + "\t" + cells[1], cells[2]));
    }
    return reasons;
  }
}
