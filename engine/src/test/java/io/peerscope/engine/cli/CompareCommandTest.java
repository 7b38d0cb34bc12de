package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
