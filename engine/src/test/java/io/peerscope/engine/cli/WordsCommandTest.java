package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsCommandTest {

  private static final String EIGHT_GPUS = CommandRun.sample("09-eight-gpus");

  @Test
  void linesNameBothDevicesAndAWordForEachTool() {
    CommandRun run = CommandRun.of("words", EIGHT_GPUS, "--only", "03:00.0,04:00.0,83:00.0");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(9);
    assertThat(run.out())
        .contains(
            "0000:03:00.0\t0000:03:00.0\tX\tLOC\tPCIDev\t0\tS\tdefault\tsame\n",
            "0000:03:00.0\t0000:83:00.0\tSYS\tSYS\t?\t?\tSYS\tsys\tdifferent\n");
  }

  @Test
  void toolsCanBeChosen() {
    CommandRun run =
        CommandRun.of(
            "words", EIGHT_GPUS, "--only=03:00.0,83:00.0", "--tool=nccl", "--format=json");

    assertThat(run.out()).contains("\"nccl\": \"SYS\"").doesNotContain("hwloc");
  }

  @Test
  void bridgesAreLeftOutUnlessNamed() {
    assertThat(CommandRun.of("words", EIGHT_GPUS, "--tool=nccl").out())
        .doesNotContain("0000:01:00.0");
    assertThat(CommandRun.of("words", EIGHT_GPUS, "--only=01:00.0").out())
        .startsWith("0000:01:00.0\t0000:01:00.0\tX\t");
  }

  @Test
  void unknownToolIsWrongUsage() {
    CommandRun run = CommandRun.of("words", EIGHT_GPUS, "--tool=lstopo");

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err()).contains("'lstopo' is not one of nvidia-smi, nccl, hwloc");
  }

  @Test
  void linesAreTheDefaultAndHostBridgesAreNoDevices() {
    String sample = CommandRun.sample("07-ahci-remapped-nvme");
    CommandRun lines = CommandRun.of("words", sample, "--tool=nccl", "--format=tsv");

    assertThat(lines).isEqualTo(CommandRun.of("words", sample, "--tool=nccl"));
    assertThat(lines.out()).startsWith("0000:");
    assertThat(lines.out()).doesNotContain("0000:00:00.0");
  }
}
