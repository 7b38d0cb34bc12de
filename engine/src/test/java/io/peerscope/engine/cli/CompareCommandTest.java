package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `peerscope compare` as scripts call it.
class CompareCommandTest {

  private static final String ONE_SWITCH = CommandRun.sample("01-one-switch");
  private static final String REDIRECT = CommandRun.sample("04-acs-redirect");
  private static final String EIGHT = CommandRun.sample("09-eight-gpus");

  @Test
  void aRedirectBitIsNamedWithItsPairs() {
    CommandRun run = CommandRun.of("compare", ONE_SWITCH, REDIRECT, "--endpoints");

    assertThat(run.out()).contains("ACS ReqRedir on 0000:02:01.0: 2 pairs");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
  }

  @Test
  void anOlderKernelIsTheCauseOfAllThatItRefuses() {
    CommandRun run = CommandRun.of("compare", EIGHT, "--endpoints", "--with-kernel", "4.20");

    assertThat(run.out())
        .contains("258 pairs of 306 pairs changed")
        .contains("Linux 6.1 → 4.20: they have no bridge in common");
  }

  @Test
  void nothingChangesUnderTheSameCircumstances() {
    CommandRun run = CommandRun.of("compare", EIGHT, EIGHT);

    assertThat(run.out()).contains("0 pairs of");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theFirstStepThatDiffersIsMarked() {
    CommandRun run =
        CommandRun.of("compare", ONE_SWITCH, REDIRECT, "--from", "04:00.0", "--to", "03:00.0");

    assertThat(run.out()).contains("the first step that differs is step ").contains("\n> - ");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
  }

  @Test
  void oneInputNeedsSomethingToCompareItWith() {
    assertThat(CommandRun.of("compare", EIGHT).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  /// The document of scripts: groups by cause, with their pairs.
  @Test
  void jsonHasTheGroupsAndThePairs() throws IOException {
    CommandRun run =
        CommandRun.of("compare", ONE_SWITCH, REDIRECT, "--endpoints", "--pairs", "--json");

    assertIsJson(run.out());
    assertThat(run.out()).contains("ACS ReqRedir on 0000:02:01.0", "\"0000:04:00.0\"");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
  }

  @Test
  void textCanNameEveryPair() {
    assertThat(CommandRun.of("compare", ONE_SWITCH, REDIRECT, "--endpoints", "--pairs").out())
        .contains("0000:03:00.0")
        .contains("0000:04:00.0");
  }

  @Test
  void jsonOfOneDmaHasBothSidesAndTheFirstStepThatDiffers() throws IOException {
    CommandRun run =
        CommandRun.of(
            "compare", ONE_SWITCH, REDIRECT, "--from", "04:00.0", "--to", "03:00.0", "--json");

    assertIsJson(run.out());
    assertThat(run.out())
        .contains("\"verdict\": \"allowed\"")
        .contains("\"verdict\": \"refused\"")
        .contains("\"mapType\": \"BUS_ADDR\"");
  }

  @Test
  void oneDmaThatIsTheSameHasNoFirstDifference() {
    CommandRun run =
        CommandRun.of("compare", EIGHT, EIGHT, "--from", "04:00.0", "--to", "03:00.0", "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(
            CommandRun.of("compare", EIGHT, EIGHT, "--from", "04:00.0", "--to", "03:00.0")
                .exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--with-cpu,          AuthenticAMD/0x19, CPU AuthenticAMD/0x19",
    "--with-iommu,        off,               IOMMU off",
    "--with-platform,     power-store-only,  platform power-store-only",
    "--with-kernel-args,  pci=noats,         other kernel arguments",
    "--with-firmware-acs, 1d,                other firmware ACS",
    "--with-translators,  none,              other translators",
  })
  void theSecondSideIsNamedByItsCircumstances(String option, String value, String words) {
    CommandRun run = CommandRun.of("compare", EIGHT, "--endpoints", option, value);

    assertThat(run.out()).contains("after   " + EIGHT + " (" + words + ")\n");
  }

  @Test
  void firmwareThatLeftRedirectsOnChangesPairsOfASwitch() {
    CommandRun run =
        CommandRun.of(
            "compare", EIGHT, "--endpoints", "--with-firmware-acs=1d", "--with-iommu=off");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
    assertThat(run.out()).contains("BUS_ADDR");
  }

  @Test
  void oneEndOfADmaIsNotEnough() {
    assertThat(CommandRun.of("compare", EIGHT, EIGHT, "--from", "04:00.0").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(CommandRun.of("compare", EIGHT, EIGHT, EIGHT).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static void assertIsJson(String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      json.skipChildren();
      assertThat(json.nextToken()).isNull();
    }
  }
}
