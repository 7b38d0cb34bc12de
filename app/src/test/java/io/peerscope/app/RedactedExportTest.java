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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sample 1 with secrets in it, in words and in bytes: no export that is redacted holds one.
class RedactedExportTest {

  private static final List<String> WORDS =
      List.of(
          "ec-0d-9a-ff-fe-12-34-56",
          "ec:0d:9a:12:34:56",
          "adalovelace",
          "rackmaster",
          "MT2211X00042",
          "3f2a1b0c-1111-2222-3333-444455556666");

  /// The serial number as the registers hold it and as it is shown, and the MAC address in it.
  private static final List<String> BYTES =
      List.of("563412feff9a0dec", "ec0d9afffe123456", "ec0d9a123456");

  private static final String SERIAL =
      "\n\tCapabilities: [1c0 v1] Device Serial Number ec-0d-9a-ff-fe-12-34-56";
  private static final String SLOT =
      "\n\tPhysical Slot: 7 [SN] Serial number: MT2211X00042 3f2a1b0c-1111-2222-3333-444455556666";

  @TempDir private Path folder;
  private Path input = Path.of("");
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeEach
  void seed() throws IOException {
    String sample =
        Files.readString(
            Path.of(System.getProperty("peerscope.root", ".."))
                .resolve("sample-topologies/01-one-switch.txt"));
    int card = sample.indexOf("\n0000:04:00.0 ");
    int end = sample.indexOf("\n\n", card);
    String seeded =
        "adalovelace@rackmaster:~$ lspci -vvvxxxx\n"
            + sample.substring(0, card)
            + withSecrets(sample.substring(card, end))
            + sample.substring(end);
    input = folder.resolve("rackmaster-adalovelace.txt");
    Files.writeString(input, seeded);
  }

  private static String withSecrets(String card) {
    return card.replace(
            "[100 v2] Advanced Error Reporting", "[100 v2] Advanced Error Reporting" + SERIAL)
        .replace("ConnectX-7]", "ConnectX-7 of adalovelace@rackmaster]")
        .replace("driver in use: mlx5_core", "driver in use: mlx5_core" + SLOT)
        .replace("100: 01 00 02 00", "100: 01 00 02 1c")
        .replace(
            "1c0: 00 00 00 00 00 00 00 00 00 00 00 00", "1c0: 03 00 01 1e 56 34 12 fe ff 9a 0d ec")
        .replace(
            "1e0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
            "1e0: 0b 00 01 00 00 00 01 02 ec 0d 9a 12 34 56");
  }

  private int run(String... arguments) {
    var streams = new Streams(InputStream.nullInputStream(), results, errors);
    return PeerscopeCommand.run(Main.commands(streams), arguments);
  }

  private static String[] render(Path input, Path out, boolean redact) {
    return redact
        ? new String[] {
          "render", input + "", "-o", out + "", "--from", "04:00.0", "--to", "03:00.0", "--redact"
        }
        : new String[] {
          "render", input + "", "-o", out + "", "--from", "04:00.0", "--to", "03:00.0"
        };
  }

  @Test
  void withoutRedactionTheSecretsAreThere() throws IOException {
    Path out = folder.resolve("m.peerscope.json");

    assertThat(run("import", input + "", "-o", out + "")).isEqualTo(ExitCode.OK);

    String document = Files.readString(out);
    assertThat(document).contains("adalovelace", "rackmaster", "56 34 12 fe ff 9a 0d ec");
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "html", "json", "txt", "png", "apng"})
  void noExportHoldsThem(String ending) throws IOException {
    Path out = folder.resolve("given." + ending);

    assertThat(run(render(input, out, true))).isEqualTo(ExitCode.OK);

    assertHoldsNone(Files.readAllBytes(out));
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("removed 1 × Device Serial Number", "0000:04:00.0")
        .contains("name of a file");
  }

  @Test
  void textForABugReportIsAlwaysWithoutThemAndSaysSo() throws IOException {
    Path out = folder.resolve("report.txt");

    assertThat(run(render(input, out, false))).isEqualTo(ExitCode.OK);

    assertHoldsNone(Files.readAllBytes(out));
    assertThat(Files.readString(out)).contains("\nremoved\n  1 × Device Serial Number");
  }

  @Test
  void neitherDoDocumentAndOutputOfTheCommands() throws IOException {
    Path out = folder.resolve("m.peerscope.json");

    assertThat(run("import", input + "", "-o", out + "", "--json", "--redact"))
        .isEqualTo(ExitCode.OK);
    assertThat(
            run(
                "explain",
                input + "",
                "--from",
                "04:00.0",
                "--to",
                "03:00.0",
                "--json",
                "--redact"))
        .isEqualTo(ExitCode.OK);

    assertHoldsNone(Files.readAllBytes(out));
    assertHoldsNone(results.toByteArray());
  }

  @Test
  void aDocumentThatHoldsThemIsReadAndGivenAwayWithoutThem() throws IOException {
    Path document = folder.resolve("m.peerscope.json");
    Path out = folder.resolve("given.json");
    assertThat(run("import", input + "", "-o", document + "")).isEqualTo(ExitCode.OK);

    assertThat(run(render(document, out, true))).isEqualTo(ExitCode.OK);

    assertHoldsNone(Files.readAllBytes(out));
  }

  private static void assertHoldsNone(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    String spelled = text.replaceAll("[\\s:-]", "");
    for (String word : WORDS) {
      assertThat(text.contains(word.toLowerCase(Locale.ROOT))).as(word).isFalse();
    }
    for (String hex : BYTES) {
      assertThat(spelled.contains(hex)).as(hex).isFalse();
      String raw = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
      assertThat(new String(content, StandardCharsets.ISO_8859_1).contains(raw)).as(hex).isFalse();
    }
  }
}
