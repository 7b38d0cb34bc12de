package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Traps that drawings, XML and JSON can hold.
class FormatTrapsTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void textInAnyEncodingWithAMarkIsRead(String charset) {
    byte[] marked = ("\ufeff" + FormatExamples.TREE).getBytes(Charset.forName(charset));

    assertThat(topology(marked).size()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\r\n", "\0\n"})
  void linesOfADrawingMayEndInAnyWay(String end) {
    assertThat(topology(FormatExamples.TREE.replace("\n", end)).size()).isEqualTo(3);
  }

  @Test
  void domainsMayHaveThirtyTwoBits() {
    Topology topology = topology("-[ffff0001:00]---01.0-[01]----00.0\n");

    assertThat(topology.find(PciAddress.parse("ffff0001:01:00.0").orElseThrow())).isPresent();
  }

  @Test
  void aBusBelowItselfIsNotDescendedInto() {
    Reading reading = read("-[0000:00]---01.0-[01]----00.0-[01]----00.0-[00]----02.0\n");

    assertThat(reading.platform().topology().size()).isEqualTo(2);
    assertPathsEnd(reading.platform().topology());
  }

  @Test
  void twoBridgesWithOneBusAreReported() {
    Reading reading =
        read(
            """
            -[0000:00]-+-01.0-[05]----00.0
                       \\-02.0-[05]----01.0
            """);

    assertThat(reading.diagnostics()).extracting(Diagnostic::code).contains("bus-claimed-twice");
    assertPathsEnd(reading.platform().topology());
  }

  @Test
  void deviceNumbersAboveThirtyOneAreNoAddresses() {
    assertThat(topology("-[0000:00]-+-00.0\n           +-2f.0\n           \\-1f.0\n").size())
        .isEqualTo(2);
  }

  @Test
  void aChainWithoutEndIsCutByTheNumberOfBuses() {
    var chain = new StringBuilder("-[0000:00]-");
    for (int bus = 1; bus <= 0xff; bus++) {
      chain.append("--00.0-[%02x-ff]--".formatted(bus));
    }
    Topology topology = topology(chain.append("--00.0\n").toString());

    assertThat(topology.size()).isEqualTo(256);
    assertPathsEnd(topology);
  }

  @Test
  void aMillionAttributesAreRefused() {
    var text = new StringBuilder("<topology><object type=\"Machine\"");
    for (int n = 0; n < 1_000_000; n++) {
      text.append(" a").append(n).append("=\"\"");
    }

    assertThat(read(text.append("/></topology>").toString()).diagnostics())
        .extracting(Diagnostic::code)
        .contains("not-understood");
  }

  @Test
  void aStringOfManyMegabytesIsRefused() {
    String text = "[{\"realpath\": \"" + "a".repeat(21 * 1024 * 1024) + "\"}]";

    assertThat(read(text).diagnostics()).extracting(Diagnostic::code).contains("broken-json");
  }

  @Test
  void ofTwoFieldsWithOneNameTheFirstCounts() {
    String text =
        """
        [ { "realpath": "/sys/devices/pci0000:00/0000:00:01.0",
            "realpath": "/sys/devices/pci0000:00/0000:00:02.0", "numa_node": 1e400 } ]
        """;

    assertThat(topology(text).functions())
        .extracting(PciFunction::address)
        .containsExactly(PciAddress.parse("0000:00:01.0").orElseThrow());
  }

  @Test
  void registersThatUnpackToMoreThanAFunctionHasAreCut() {
    byte[] bomb = new byte[8 * 1024 * 1024];
    var deflater = new java.util.zip.Deflater();
    deflater.setInput(bomb);
    deflater.finish();
    byte[] packed = new byte[64 * 1024];
    int length = deflater.deflate(packed);
    deflater.end();
    String config =
        java.util.Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(packed, length));

    Topology topology =
        topology(
            "[{\"realpath\": \"/sys/devices/pci0000:00/0000:00:01.0\", \"config\": \""
                + config
                + "\"}]");

    assertThat(topology.at(PciAddress.parse("0000:00:01.0").orElseThrow()).config().length())
        .isEqualTo(4096);
  }

  @Test
  void numbersOfANodeDeviceBeyondTheirRangeAreRefused() {
    String text = FormatExamples.NODE_DEVICE.replace("<slot>0<", "<slot>32<");

    assertThat(read(text).diagnostics())
        .extracting(Diagnostic::code)
        .contains("malformed-attribute");
  }

  @Test
  void moreFunctionsThanAnyMachineHasAreLeftOut() {
    var text = new StringBuilder();
    for (int n = 0; n < 100_010; n++) {
      text.append(
          "%04x:%02x:%02x.%x \"0200\" \"1af4\" \"0003\"\n"
              .formatted(n >> 16, n >> 8 & 0xff, n >> 3 & 0x1f, n & 7));
    }

    Reading reading = read(text.toString());

    assertThat(reading.platform().topology().size()).isEqualTo(100_000);
    assertThat(reading.diagnostics()).extracting(Diagnostic::code).contains("too-many-functions");
  }

  private static void assertPathsEnd(Topology topology) {
    topology
        .functions()
        .forEach(function ->
            assertThat(topology.upstreamPath(function.address()).functions()).isNotEmpty());
  }

  private static Topology topology(String text) {
    return read(text).platform().topology();
  }

  private static Topology topology(byte[] content) {
    return PlatformReader.read(List.of(new Input("x", content))).platform().topology();
  }

  private static Reading read(String text) {
    return PlatformReader.read(List.of(new Input("x", text.getBytes(StandardCharsets.UTF_8))));
  }
}
