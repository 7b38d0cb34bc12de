package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `peerscope matrix` as scripts call it.
class MatrixCommandTest {

  private static final String TWO_BRIDGES = CommandRun.sample("02-two-host-bridges");

  @Test
  void everyOrderedPairOfAllFunctionsIsOneLine() {
    CommandRun run = CommandRun.of("matrix", TWO_BRIDGES);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(13 * 13).isSorted();
    assertThat(run.out()).startsWith("0000:00:00.0\t0000:00:00.0\tBUS_ADDR\t0\n");
  }

  @Test
  void onlyChoosesFunctionsAndEndpointsLeavesOutBridges() {
    CommandRun run =
        CommandRun.of("matrix", TWO_BRIDGES, "--endpoints", "--only", "04:00.0,03:00.0,00:02.0");

    assertThat(run.out())
        .isEqualTo(
            """
            0000:03:00.0\t0000:03:00.0\tBUS_ADDR\t0
            0000:03:00.0\t0000:04:00.0\tBUS_ADDR\t4
            0000:04:00.0\t0000:03:00.0\tBUS_ADDR\t4
            0000:04:00.0\t0000:04:00.0\tBUS_ADDR\t0
            """);
  }

  @Test
  void optionsTakeThePlaceOfWhatTheInputSays() {
    CommandRun run =
        CommandRun.of(
            "matrix", TWO_BRIDGES, "--only", "04:00.0,41:00.0", "--cpu", "AuthenticAMD/0x17");

    assertThat(run.out()).contains("0000:04:00.0\t0000:41:00.0\tTHRU_HOST_BRIDGE\t6\n");
  }

  @ParameterizedTest
  @CsvSource({
    "4.19,       UNDETERMINED",
    "5.8,        NOT_SUPPORTED",
    "5.9,        THRU_HOST_BRIDGE",
    "6.12,       THRU_HOST_BRIDGE",
    "maintainer, THRU_HOST_BRIDGE"
  })
  void kernelChoosesTheRules(String kernel, String type) {
    CommandRun run =
        CommandRun.of(
            "matrix",
            TWO_BRIDGES,
            "--only=04:00.0,41:00.0",
            "--cpu=AuthenticAMD/0x17",
            "--kernel=" + kernel);

    assertThat(run.out()).contains("0000:04:00.0\t0000:41:00.0\t" + type + "\t");
  }

  @Test
  void aPairThatHangsOnAMissingFactIsUndetermined() {
    CommandRun run =
        CommandRun.withInput(
            """
            00:01.0 PCI bridge: A
            \tBus: primary=00, secondary=01, subordinate=07, sec-latency=0

            01:00.0 Ethernet controller: B

            05:00.0 Ethernet controller: C

            """,
            "matrix",
            "-",
            "--only",
            "01:00.0,05:00.0");

    assertThat(run.out()).contains("0000:01:00.0\t0000:05:00.0\tUNDETERMINED\t?\n");
  }

  @Test
  void aMatrixLongerThanTheOutputBufferIsWhole() {
    CommandRun run = CommandRun.of("matrix", CommandRun.sample("09-eight-gpus"));

    assertThat(run.out().length()).isGreaterThan(1 << 16);
    assertThat(run.out().lines()).hasSize(42 * 42).allMatch(line -> line.split("\t").length == 4);
  }

  @Test
  void jsonHasOneRowPerProvider() {
    CommandRun run = CommandRun.of("matrix", TWO_BRIDGES, "--only", "04:00.0", "--format", "json");

    assertThat(run.out())
        .isEqualTo(
            """
            {
              "schemaVersion": 1,
              "functions": [
                "0000:04:00.0"
              ],
              "rows": [
                {
                  "provider": "0000:04:00.0",
                  "types": [
                    "BUS_ADDR"
                  ],
                  "distances": [
                    0
                  ]
                }
              ]
            }
            """);
  }

  @Test
  void pageNeedsNothingElseAndMarksEveryCell() {
    CommandRun run = CommandRun.of("matrix", TWO_BRIDGES, "--endpoints", "--format", "html");

    assertThat(run.out())
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("✓ 0", "⊘ 6")
        .doesNotContain("http");
  }

  @Test
  void anAddressThatIsNotThereIsExitCode1() {
    CommandRun run = CommandRun.of("matrix", TWO_BRIDGES, "--only", "99:00.0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).singleElement().asString().contains("0000:99:00.0");
  }

  @Test
  void pageMarksWhatGoesThroughAHostBridgeAndWhatIsNotKnown() {
    String zen = CommandRun.sample("03-two-host-bridges-zen");

    assertThat(CommandRun.of("matrix", zen, "--endpoints", "--format", "html").out())
        .contains("class=\"through\"", "THRU_HOST_BRIDGE\">↷ 6");
    assertThat(
            CommandRun.withInput(
                    "00:00.0 Host bridge: X\n\n05:00.0 Ethernet controller: Y\n\n06:00.0 VGA: Z\n",
                    "matrix",
                    "-",
                    "--format=html")
                .out())
        .contains("UNDETERMINED\">?</td>");
  }

  @Test
  void tsvIsTheDefault() {
    assertThat(CommandRun.of("matrix", TWO_BRIDGES, "--format", "tsv"))
        .isEqualTo(CommandRun.of("matrix", TWO_BRIDGES));
  }

  @Test
  void firmwareAcsMeansABootUnlessItIsUnknown() {
    CommandRun asItIs = CommandRun.of("matrix", TWO_BRIDGES, "--iommu=translated");

    assertThat(CommandRun.of("matrix", TWO_BRIDGES, "--iommu=translated", "--firmware-acs=unknown"))
        .isEqualTo(asItIs);
    assertThat(CommandRun.of("matrix", TWO_BRIDGES, "--iommu=translated", "--firmware-acs=0X1D"))
        .isEqualTo(CommandRun.of("matrix", TWO_BRIDGES, "--iommu=translated", "--firmware-acs=1d"))
        .isNotEqualTo(asItIs);
  }

  /// The picture has a mark for every verdict that occurs, and names as text.
  @Test
  void aPictureHasNamesAsTextAndItsLegend() {
    CommandRun run = CommandRun.of("matrix", TWO_BRIDGES, "--endpoints", "--format", "svg");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("<svg")
        .contains("04:00.0", "direct, by bus address", "refused")
        .endsWith("</svg>\n");
  }

  @Test
  void aPictureOfUnknownPairsSaysSo() {
    CommandRun run =
        CommandRun.of("matrix", TWO_BRIDGES, "--kernel", "4.19", "--endpoints", "--format", "svg");

    assertThat(run.out()).contains("undetermined: a fact is missing");
  }

  @Test
  void aRedactedPageNamesNoFile() {
    assertThat(CommandRun.of("matrix", TWO_BRIDGES, "--format", "html").out())
        .contains("02-two-host-bridges");

    CommandRun run = CommandRun.of("matrix", TWO_BRIDGES, "--format", "html", "--redact");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("NOT_SUPPORTED").doesNotContain("02-two-host-bridges");
  }
}
