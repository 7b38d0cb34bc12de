package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  /// A root port with a network card below, and a row that ends too early.
  private static final String SMALL =
      """
      00:01.0 PCI bridge: Intel Corporation Root Port
      \tBus: primary=00, secondary=01, subordinate=03, sec-latency=0
      \tCapabilities: [40] Express (v2) Root Port (Slot+), IntMsgNum 0
      \t\tLnkSta:\tSpeed 16GT/s, Width x8

      01:00.0 Ethernet controller: Mellanox Technologies ConnectX-5
      00: b3 15 17 10 06 04 10 00 00 00 00 02 10 00 00 00
      10: 0c 00 00

      """;

  @Test
  void treeHasOneLinePerFunction() {
    CommandRun run = CommandRun.withInput(SMALL, "import", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            host bridge 0000:00
            └─ 0000:00:01.0  root port  Intel Corporation Root Port  x8 16 GT/s  buses 01-03
               └─ 0000:01:00.0  function  Mellanox Technologies ConnectX-5 [15b3:1017]

            2 functions below 1 host bridge: 1 root port, 1 function
            processor unknown, Linux unknown, IOMMU unknown
            1 diagnostic
            """);
    assertThat(run.err()).startsWith("-:8: warning: ");
  }

  @Test
  void jsonHasTheKeysOfTheContractInTheirOrder() {
    CommandRun run = CommandRun.withInput(SMALL, "import", "-", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().replaceAll("\"message\": \".*\"", "\"message\": \"…\""))
        .isEqualTo(
            """
            {
              "schemaVersion": 1,
              "sources": [
                {
                  "file": "-",
                  "format": "lspci-hex"
                }
              ],
              "hostBridges": [
                {
                  "domain": "0000",
                  "bus": "00"
                }
              ],
              "functions": [
                {
                  "address": "0000:00:01.0",
                  "kind": "root-port",
                  "class": "0604",
                  "vendor": null,
                  "device": null,
                  "parent": "root",
                  "secondary": "01",
                  "subordinate": "03"
                },
                {
                  "address": "0000:01:00.0",
                  "kind": "function",
                  "class": "020000",
                  "vendor": "15b3",
                  "device": "1017",
                  "parent": "0000:00:01.0",
                  "secondary": null,
                  "subordinate": null
                }
              ],
              "diagnostics": [
                {
                  "severity": "warning",
                  "code": "truncated-row",
                  "message": "…",
                  "file": "-",
                  "line": 8
                }
              ]
            }
            """);
  }

  @Test
  void jsonIsTheSameInEveryLocaleAndTimeZone() {
    String sample = CommandRun.sample("10-laptop");
    CommandRun here = CommandRun.of("import", sample, "--json");

    assertThat(elsewhere(() -> CommandRun.of("import", sample, "--json"))).isEqualTo(here);
  }

  private static CommandRun elsewhere(Supplier<CommandRun> run) {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      return run.get();
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void controlCharactersOfTheInputNeverReachTheTerminal() {
    String nasty = SMALL.replace("Root Port\n", "Root \u001b[31mPort\u0007\n");

    assertThat(CommandRun.withInput(nasty, "import", "-").out())
        .doesNotContain("\u001b")
        .doesNotContain("\u0007");
  }

  @Test
  void inputWithoutAnyFunctionIsOneLineAndExitCode2() {
    CommandRun run = CommandRun.withInput("Dear diary,\n", "import", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains("lspci -Dnnvvvxxxx");
  }

  @Test
  void missingFileIsOneLineAndExitCode2() {
    assertThat(CommandRun.of("import", "no/such/file"))
        .isEqualTo(
            new CommandRun(2, "", "peerscope: cannot read no/such/file: there is no such file\n"));
  }

  @Test
  void emptyDirectoryIsExitCode2(@TempDir Path directory) {
    CommandRun run = CommandRun.of("import", directory.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no PCI function found in").contains("/sys");
  }

  @Test
  void directoryIsTheFilesInItAsOneMachine(@TempDir Path directory) throws Exception {
    Files.copy(Path.of(CommandRun.sample("04-acs-redirect")), directory.resolve("lspci.txt"));
    Files.writeString(directory.resolve("iomem"), "00001000-0009ffff : System RAM\n");
    Files.writeString(directory.resolve("notes"), "nothing of interest\n");

    CommandRun run = CommandRun.of("import", directory.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("7 functions below 1 host bridge");
    assertThat(run.err()).contains("notes: info:").contains("file-ignored");
  }

  @Test
  void filesOfOneMachineAreMerged(@TempDir Path directory) throws Exception {
    Path log = Files.writeString(directory.resolve("cpuinfo"), "vendor_id : AuthenticAMD\n");

    CommandRun run =
        CommandRun.of("import", CommandRun.sample("04-acs-redirect"), log.toString(), "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("cpuinfo", "04-acs-redirect.txt", "0000:04:00.0");
  }

  @Test
  void functionsOfUnknownPlaceAreListedApart() {
    String text =
        """
        00:00.0 Host bridge: Intel Corporation Host Bridge

        05:00.0 Ethernet controller: Mellanox Technologies ConnectX-5
        \tCapabilities: [60] Express (v2) Endpoint, IntMsgNum 0

        """;

    assertThat(CommandRun.withInput(text, "import", "-").out())
        .contains(
            """
            below something the input does not tell
            └─ 0000:05:00.0  endpoint  Mellanox Technologies ConnectX-5

            2 functions below 1 host bridge\
            """);
    assertThat(CommandRun.withInput(text, "import", "-", "--json").out())
        .contains("\"parent\": \"root\"", "\"parent\": \"unknown\"");
  }

  @Test
  void otherCommandsCountTheDoubtsAndNameTheCommandThatListsThem() {
    CommandRun one = CommandRun.withInput(SMALL, "matrix", "-");
    CommandRun two = CommandRun.withInput(SMALL + "02:00.0 X\n00: 86\n", "matrix", "-");

    assertThat(one.err())
        .isEqualTo("peerscope: 1 warning about the input; `peerscope import -` lists them\n");
    assertThat(two.err()).matches("peerscope: [0-9]+ warnings about the input; .*\n");
  }
}
