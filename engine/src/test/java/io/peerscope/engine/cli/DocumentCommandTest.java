package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.format.Machines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Documents on the command line: written by `import -o`, and read wherever a FILE is.
class DocumentCommandTest {

  private static final Pattern TRY = Pattern.compile("(?m)^# Try: (\\S+) -> (\\S+) (\\S+)$");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyCommandAnswersAboutADocumentAsAboutWhatItIsFrom() throws IOException {
    return Machines.samples().stream()
        .map(sample ->
            DynamicTest.dynamicTest(sample.getFileName().toString(), () -> assertAlike(sample)));
  }

  private void assertAlike(Path sample) throws IOException {
    String document = save(sample.toString());
    Matcher question = TRY.matcher(Files.readString(sample));
    assertThat(question.find()).isTrue();
    List<List<String>> commands =
        List.of(
            List.of("matrix"),
            List.of("groups", "--why"),
            List.of("words"),
            List.of(
                "explain",
                "--json",
                "--from",
                question.group(1),
                "--to",
                question.group(2),
                "--op",
                question.group(3)));
    for (List<String> command : commands) {
      CommandRun ofDocument = run(command, document);
      CommandRun ofSample = run(command, sample.toString());

      assertThat(ofDocument.out()).as(command.toString()).isEqualTo(ofSample.out());
      assertThat(ofDocument.exitCode()).as(command.toString()).isEqualTo(ofSample.exitCode());
    }
  }

  private static CommandRun run(List<String> command, String file) {
    return CommandRun.of(Stream.concat(command.stream(), Stream.of(file)).toArray(String[]::new));
  }

  private String save(String input) {
    String document = folder.resolve("saved.peerscope.json").toString();
    CommandRun run = CommandRun.of("import", input, "-o", document);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    return document;
  }

  @Test
  void importNamesTheFormat() {
    String document = save(CommandRun.sample("01-one-switch"));

    assertThat(CommandRun.of("import", "--json", document).out())
        .contains("\"format\": \"peerscope\"", "\"address\": \"0000:04:00.0\"");
  }

  @Test
  void aDocumentOfANewerPeerscopeIsReadAndNotSavedOver() throws IOException {
    Path newer = Path.of(save(CommandRun.sample("01-one-switch")));
    Files.writeString(
        newer, Files.readString(newer).replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"));
    String before = Files.readString(newer);

    CommandRun read = CommandRun.of("import", newer.toString());
    CommandRun over =
        CommandRun.of("import", CommandRun.sample("02-two-host-bridges"), "-o", newer.toString());
    CommandRun elsewhere =
        CommandRun.of(
            "import", newer.toString(), "-o", folder.resolve("b.peerscope.json").toString());

    assertThat(read.exitCode()).isZero();
    assertThat(read.out()).contains("9 functions");
    assertThat(read.err()).contains("newer-document");
    assertThat(over.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(over.err()).contains("a newer Peerscope wrote that file").hasLineCount(1);
    assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(Files.readString(newer)).isEqualTo(before);
  }

  @Test
  void nothingIsMergedIntoADocument() {
    String document = save(CommandRun.sample("01-one-switch"));

    CommandRun run = CommandRun.of("import", CommandRun.sample("10-laptop"), document);

    assertThat(run.out()).contains("9 functions");
    assertThat(run.err()).contains("10-laptop.txt: error: ", "document-alone");
  }
}
