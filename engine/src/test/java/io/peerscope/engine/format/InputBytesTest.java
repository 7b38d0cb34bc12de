package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Encodings, packing and sizes of inputs.
class InputBytesTest {

  private static final String LISTING =
      "00:00.0 Host bridge: Générale Root\n00: 86 80 34 12 06 00 00 00 00 00 00 06 00 00 00 00\n\n";

  @ParameterizedTest
  @CsvSource({"UTF-8,''", "ISO-8859-1,''", "UTF-16LE,FFFE", "UTF-16BE,FEFF", "UTF-8,EFBBBF"})
  void encodingsAreRecognised(String charset, String mark) {
    byte[] content = LISTING.getBytes(Charset.forName(charset));

    Reading reading = read(concat(HexFormat.of().parseHex(mark), content));

    assertThat(Texts.function(reading, "00:00.0").name()).isEqualTo("Générale Root");
    assertThat(Texts.function(reading, "00:00.0").config().length()).isEqualTo(16);
    assertThat(reading.diagnostics()).isEmpty();
  }

  @Test
  void utf16WithoutAMarkIsReadWithAWarning() {
    Reading reading = read(LISTING.getBytes(StandardCharsets.UTF_16LE));

    assertThat(Texts.function(reading, "00:00.0").config().length()).isEqualTo(16);
    assertThat(Texts.problems(reading)).containsExactly("not-text:0");
  }

  @ParameterizedTest
  @CsvSource({"'\r\n'", "'\r'", "'\r\r\n'"})
  void lineEndsOfOtherSystemsAreRead(String lineEnd) {
    Reading reading = read(LISTING.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8));

    assertThat(Texts.function(reading, "00:00.0").config().length()).isEqualTo(16);
    assertThat(reading.diagnostics()).isEmpty();
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    Reading reading = read(gzip(LISTING));

    assertThat(reading.sources()).containsExactly(new Source("x", "lspci-hex"));
    assertThat(reading.diagnostics()).isEmpty();
  }

  @Test
  void ofABrokenGzipTheBeginningIsRead() throws IOException {
    byte[] whole = gzip(LISTING);

    Reading reading = read(Arrays.copyOf(whole, whole.length - 12));

    assertThat(Texts.problems(reading)).contains("broken-gzip:0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | the input is empty
          <?xml version="1.0"?><svg>          | this is XML or HTML
          {"a": 1}                            | this is JSON, but no Peerscope document
          hello                               | no PCI function was found
          """)
  void whatIsNotUnderstoodIsSaidInWords(String text, String message) {
    Reading reading = read((text + (text.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8));

    assertThat(reading.sources()).isEmpty();
    assertThat(reading.diagnostics()).hasSize(1);
    assertThat(reading.diagnostics().getFirst().code()).isEqualTo("not-understood");
    assertThat(reading.diagnostics().getFirst().message()).startsWith(message);
  }

  @Test
  void anEndlessLineIsLeftOutAndTheRestIsRead() {
    String text = "00:01.0 PCI bridge: Acme " + "x".repeat(70_000) + "\n\n" + LISTING;

    Reading reading = read(text.getBytes(StandardCharsets.UTF_8));

    assertThat(Texts.problems(reading)).containsExactly("line-too-long:1");
    assertThat(reading.platform().topology().size()).isEqualTo(1);
  }

  /// Each line looks like the wrapped rest of the one before; joining them all would take minutes.
  /// The limit is that of a hang, so that a machine busy with other work stays below it.
  @Test
  void endlessProseWithoutBlankLinesDoesNotHang() {
    String prose = ("word ".repeat(14) + "\n").repeat(100_000);
    String listing = LISTING.stripTrailing() + "\n00:01.0 x: y\n" + prose;
    byte[] content = listing.getBytes(StandardCharsets.UTF_8);
    var answer = new AtomicReference<Reading>();

    Duration taken = ProcessorTime.of(() -> answer.set(read(content)));

    Reading reading = answer.get();
    assertThat(taken).isLessThan(Duration.ofSeconds(2));
    assertThat(reading.platform().topology().size()).isEqualTo(2);
  }

  @Test
  void moreFunctionsThanAnyMachineHasAreLeftOut() {
    var text = new StringBuilder();
    for (int n = 0; n < 100_001; n++) {
      text.append("%04x:%02x:00.0 Host bridge: x%n".formatted(n >> 8, n & 0xff));
    }

    Reading reading = read(text.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(Texts.problems(reading)).containsExactly("too-many-functions:100001");
    assertThat(reading.platform().topology().size()).isEqualTo(100_000);
  }

  private static Reading read(byte[] content) {
    return PlatformReader.read(List.of(new Input("x", content)));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] whole = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, whole, first.length, second.length);
    return whole;
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(packed)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
