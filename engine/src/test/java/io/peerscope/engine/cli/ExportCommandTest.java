package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `import -o` and `import --format`: a machine in formats of other tools.
class ExportCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "x.hex, lspci-hex",
    "x.txt, lspci-tree",
    "x.rdma_topo.json, rdma-topo-json",
    "x.xml, nccl-xml"
  })
  void theEndingTellsTheFormat(String name, String format) {
    String file = export("01-one-switch", name);

    assertThat(CommandRun.of("import", "--json", file).out())
        .contains("\"format\": \"%s\"".formatted(format), "\"address\": \"0000:04:00.0\"");
  }

  private String export(String sample, String name) {
    String file = folder.resolve(name).toString();
    CommandRun run = CommandRun.of("import", CommandRun.sample(sample), "-o", file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    return file;
  }

  @Test
  void aDumpAnswersAsTheMachineThatItWasMadeFrom() {
    for (String sample : List.of("01-one-switch", "02-two-host-bridges", "05-bus-offset")) {
      String file = export(sample, "x.hex");

      for (List<String> command : List.of(List.of("matrix"), List.of("groups", "--why"))) {
        assertThat(run(command, file)).isEqualTo(run(command, CommandRun.sample(sample)));
      }
    }
  }

  private static String run(List<String> command, String file) {
    return CommandRun.of(Stream.concat(command.stream(), Stream.of(file)).toArray(String[]::new))
        .out();
  }

  @Test
  void theTreeIsThatOfLspci() throws IOException {
    String file = export("01-one-switch", "x.txt");

    assertThat(Files.readString(Path.of(file)))
        .isEqualTo(
            """
            -[0000:00]-+-00.0
                       \\-01.0-[01-05]----00.0-[02-05]--+-00.0-[03]----00.0
                                                       +-01.0-[04]----00.0
                                                       \\-02.0-[05]----00.0
            """);
  }

  @Test
  void withoutAFileItGoesToStandardOutput() {
    CommandRun run = CommandRun.of("import", CommandRun.sample("01-one-switch"), "--format", "dot");

    assertThat(run.out()).startsWith("digraph machine {").endsWith("}\n");
    assertThat(run.out()).contains("\"0000:02:00.0\" -> \"0000:03:00.0\"");
  }

  @Test
  void theTableHasALineForEachFunction() {
    CommandRun run =
        CommandRun.of("import", CommandRun.sample("01-one-switch"), "--format", "csv", "-o", "-");

    assertThat(run.out().lines().toList()).hasSize(10);
    assertThat(run.out()).startsWith("address,kind,class,").contains("0000:03:00.0,endpoint,");
  }

  @Test
  void whatAFormatCannotCarryIsTold() {
    String file = folder.resolve("x.xml").toString();

    CommandRun run = CommandRun.of("import", CommandRun.sample("01-one-switch"), "-o", file);

    assertThat(run.err())
        .contains("peerscope: not carried: functions (0000:00:00.0 and 5 more)")
        .contains("capabilities, ACS among them");
  }

  @Test
  void aNameThatTellsNoFormatIsThatOfADocument() {
    for (String name : List.of("x.json", "x")) {
      String file = folder.resolve(name).toString();

      CommandRun run = CommandRun.of("import", CommandRun.sample("01-one-switch"), "-o", file);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(CommandRun.of("import", file, "--json").out())
          .contains("\"format\": \"peerscope\"");
    }
  }

  @Test
  void anEndingOfNoFormatIsRefusedWithThoseThereAre() {
    String file = folder.resolve("x.pdf").toString();

    CommandRun run = CommandRun.of("import", CommandRun.sample("01-one-switch"), "-o", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(".peerscope.json", ".rdma_topo.json").hasLineCount(1);
    assertThat(Path.of(file)).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsAnsweredInOneLine() {
    String file = folder.resolve("missing/x.hex").toString();

    CommandRun run = CommandRun.of("import", CommandRun.sample("01-one-switch"), "-o", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("there is no such folder").hasLineCount(1);
  }

  @Test
  void exportsHoldNothingThatWasToBeTakenOut() throws IOException {
    String file = folder.resolve("x.hex").toString();

    CommandRun.of("import", CommandRun.sample("01-one-switch"), "--redact", "-o", file);

    assertThat(Files.readString(Path.of(file))).contains("0000:04:00.0 ").doesNotContain("user@");
  }
}
