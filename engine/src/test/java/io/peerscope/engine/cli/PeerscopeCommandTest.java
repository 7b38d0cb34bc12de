package io.peerscope.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

class PeerscopeCommandTest {

  private static final String SAMPLE = CommandRun.sample("01-one-switch");

  @Test
  void helpNamesEveryCommandAndExitCode() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("import", "matrix", "explain", "groups", "10 refused", "64 wrong usage");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                        | no command given",
        "frobnicate                              | 'frobnicate'",
        "import                                  | 'FILE'",
        "import FILE --frob                      | '--frob'",
        "matrix FILE --kernel six                | a version such as 6.1",
        "matrix FILE --cpu Intel                 | VENDOR/FAMILY such as AuthenticAMD/0x17",
        "matrix FILE --iommu on                  | off, passthrough, translated or swiotlb-force",
        "matrix FILE --translators some          | none, switches, root-ports, host-bridges",
        "matrix FILE --firmware-acs some         | a control word such as 0 or 0x1d",
        "matrix FILE --platform other            | one of generic, powernv, pseries, power-store-only",
        "matrix FILE --only 4:0.0                | '4:0.0'",
        "matrix FILE --format xml                | 'xml'",
        "words FILE --format xml                 | 'xml' is not tsv or json",
        "explain FILE --size=big                 | 'big' is not a number of bytes above 0",
      })
  void wrongUsageIsOneLineThatNamesTheMistake(String arguments, String mistake) {
    CommandRun run = CommandRun.of(split(arguments));

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(mistake, "--help");
  }

  private static String[] split(String arguments) {
    return arguments == null ? new String[0] : arguments.replace("FILE", SAMPLE).split(" ", -1);
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() {
    assertThat(runInto(new FailingOutput("Broken pipe"))).isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void aFullDiskIsReportedInOneLine() {
    assertThat(runInto(new FailingOutput("No space left on device")))
        .isEqualTo(
            new CommandRun(2, "", "peerscope: cannot write the result: No space left on device\n"));
  }

  private static CommandRun runInto(OutputStream out) {
    var err = new ByteArrayOutputStream();
    var streams = new Streams(new ByteArrayInputStream(new byte[0]), out, err);
    int exitCode =
        PeerscopeCommand.run(PeerscopeCommand.commandLine(streams), "import", SAMPLE, "--json");
    return new CommandRun(exitCode, "", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void versionIsOneLine() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("peerscope \\S.*\n");
  }

  @Test
  void aDefectIsOneLineAndNeverAStackTrace() {
    CommandRun exception = runBroken(new IllegalStateException("two\nlines"));
    CommandRun overflow = runBroken(new StackOverflowError());

    assertThat(exception.exitCode()).isEqualTo(70);
    assertThat(exception.err())
        .startsWith(
            "peerscope: a defect of Peerscope: java.lang.IllegalStateException: two lines at")
        .contains("PeerscopeCommandTest.java:")
        .endsWith("; please report it with the input\n");
    assertThat(exception.err().lines()).hasSize(1);
    assertThat(overflow.exitCode()).isEqualTo(70);
    assertThat(overflow.err().lines()).hasSize(1);
  }

  @Test
  void tooLittleMemorySaysHowToGetMore() {
    CommandRun run = runBroken(new OutOfMemoryError());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("PEERSCOPE_JVM_OPTIONS=-Xmx8g");
  }

  private static CommandRun runBroken(Throwable defect) {
    var err = new ByteArrayOutputStream();
    var out = new ByteArrayOutputStream();
    var streams = new Streams(new ByteArrayInputStream(new byte[0]), out, err);
    var commandLine = PeerscopeCommand.commandLine(streams).addSubcommand(new Broken(defect));
    int exitCode = PeerscopeCommand.run(commandLine, "broken");
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// A command that fails as none of ours should.
  @Command(name = "broken")
  private static final class Broken implements Runnable {

    private final Throwable defect;

    Broken(Throwable defect) {
      this.defect = defect;
    }

    @Override
    public void run() {
      switch (defect) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new AssertionError(defect);
      }
    }
  }

  /// Standard output that takes nothing.
  private static final class FailingOutput extends OutputStream {

    private final String message;

    FailingOutput(String message) {
      this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(message);
    }
  }
}
