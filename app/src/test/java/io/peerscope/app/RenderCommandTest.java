package io.peerscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.cli.ExitCode;
import io.peerscope.engine.cli.PeerscopeCommand;
import io.peerscope.engine.cli.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderCommandTest {

  private static final String SAMPLE =
      Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies")
          .resolve("02-two-host-bridges.txt")
          .toString();

  @TempDir private Path folder;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void thePathAndTheVerdictAreOnThePicture() throws IOException {
    Path out = folder.resolve("picture.svg");

    int code = run(SAMPLE, "-o", out.toString(), "--from", "04:00.0", "--to", "41:00.0");

    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(out))
        .contains("Refused: crosses host bridges 0000:00 → 0000:40")
        .contains("0xa800_0000");
  }

  @Test
  void aPageHoldsTheStepsAsATable() throws IOException {
    Path out = folder.resolve("page.html");

    int code = run(SAMPLE, "-o", out.toString(), "--from", "04:00.0", "--to", "03:00.0");

    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(out)).contains("<table>").contains("<svg ");
  }

  @Test
  void aRefusedDmaShowsItsAddressOnlyAsWhatItWouldBe() throws IOException {
    Path out = folder.resolve("picture.svg");

    run(SAMPLE, "-o", out.toString(), "--from", "04:00.0", "--to", "41:00.0");

    assertThat(Files.readString(out))
        .contains(">would be 0xa800_0000<")
        .doesNotContain(">bus 0xa800_0000<");
  }

  @Test
  void aPngThatIsTooLargeLeavesNoFileBehind() {
    Path out = folder.resolve("picture.png");

    int code = run(SAMPLE, "-o", out.toString(), "--width", "60000");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(out).doesNotExist();
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--width").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "html", "json", "txt", "apng"})
  void bytesAreTheSameTwiceAndInEveryLocale(String ending) throws IOException {
    Path first = folder.resolve("first." + ending);
    Path second = folder.resolve("second." + ending);
    Locale before = Locale.getDefault();
    String[] dma = {"--from", "04:00.0", "--to", "41:00.0", "--date", "2026-01-01"};

    run(SAMPLE, "-o", first.toString(), dma[0], dma[1], dma[2], dma[3], dma[4], dma[5]);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      run(SAMPLE, "-o", second.toString(), dma[0], dma[1], dma[2], dma[3], dma[4], dma[5]);
    } finally {
      Locale.setDefault(before);
    }

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void whatTellsOfADmaNeedsOne() {
    int code = run(SAMPLE, "-o", folder.resolve("film.apng").toString());

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("give --from and --to");
  }

  @Test
  void aDocumentIsLeftToImport() {
    int code = run(SAMPLE, "-o", folder.resolve("m.peerscope.json").toString());

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("peerscope import");
  }

  @Test
  void theFormatMayBeNamedInsteadOfTheEnding() throws IOException {
    Path out = folder.resolve("trace");

    run(SAMPLE, "-o", out + "", "--from", "04:00.0", "--to", "03:00.0", "--format", "json");

    assertThat(Files.readString(out)).startsWith("{\n  \"schemaVersion\": 1,");
  }

  @Test
  void anUnknownEndingIsAUsageError() {
    int code = run(SAMPLE, "-o", folder.resolve("picture.bmp").toString());

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains(".svg, .png, .html, .apng, .json or .txt");
  }

  @Test
  void aPictureThatCannotBeWrittenTellsWhy() {
    int code = run(SAMPLE, "-o", folder.resolve("none/picture.svg").toString());

    assertThat(code).isEqualTo(ExitCode.UNREADABLE);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .endsWith("picture.svg: there is no such directory\n");
  }

  @Test
  void anAddressThatIsNotThereMatchesNothing() {
    String out = folder.resolve("picture.svg").toString();

    assertThat(run(SAMPLE, "-o", out, "--from", "77:00.0", "--to", "41:00.0"))
        .isEqualTo(ExitCode.NOTHING_MATCHED);
  }

  private int run(String... arguments) {
    var streams = new Streams(InputStream.nullInputStream(), new ByteArrayOutputStream(), errors);
    var all = new String[arguments.length + 1];
    all[0] = "render";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return PeerscopeCommand.run(Main.commands(streams), all);
  }
}
