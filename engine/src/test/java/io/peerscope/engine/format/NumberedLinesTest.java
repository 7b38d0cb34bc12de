package io.peerscope.engine.format;

import static io.peerscope.engine.format.Texts.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Listings with line numbers in front say what they say without.
class NumberedLinesTest {

  private static final String LISTING =
      """
      00:00.0 Host bridge [0600]: Acme Corporation Root [1af4:0001]
      	Flags: bus master, fast devsel, latency 0

      00:01.0 PCI bridge [0604]: Acme Corporation Port [1af4:0002] (prog-if 00 [Normal decode])
      	Flags: bus master, fast devsel, latency 0
      	Bus: primary=00, secondary=01, subordinate=01, sec-latency=0
      	Capabilities: [40] Express Root Port (Slot+), MSI 00
      00: f4 1a 02 00 06 00 10 00 02 00 04 06 00 00 01 00
      10: 00 00 00 00 00 00 00 00 00 01 01 00 00 00 00 00

      01:00.0 Ethernet controller [0200]: Acme Corporation Card [1af4:0003]
      	Flags: bus master, fast devsel, latency 0
      """;

  private static String numbered(String text, String form) {
    String[] lines = text.split("\n", -1);
    return IntStream.range(0, lines.length)
        .mapToObj(n -> form.formatted(n + 1, lines[n]))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void numbersOfCatAndGrepAreTakenOut() {
    Reading plain = read(LISTING);
    for (String form : new String[] {"%6d\t%s", "%d:%s", "%d-%s"}) {
      Reading reading = read(numbered(LISTING, form));

      assertThat(reading.platform()).as(form).isEqualTo(plain.platform());
      assertThat(reading.diagnostics()).as(form).isEqualTo(plain.diagnostics());
    }
  }

  @Test
  void aListingAmongProseIsFoundByItsNumbers() {
    Reading reading =
        read(
            """
            1: what I did
            2: what I saw

            $ lspci | grep -n -e VGA -e Eth
            9:00:02.0 VGA compatible controller: Acme Graphics
            12:01:00.0 Ethernet controller: Acme Card
            That is all.
            """);

    assertThat(reading.platform().topology().functions())
        .extracting(function -> function.address().toString())
        .containsExactly("0000:00:02.0", "0000:01:00.0");
  }

  @Test
  void whatStandsBehindABreakBelongsToNoFunctionBeforeIt() {
    Reading reading =
        read(
            """
            1:00:01.0 PCI bridge: Acme Port
            2-	Flags: bus master, fast devsel, latency 0
            --
            40-	Kernel driver in use: other
            41:00:02.0 Ethernet controller: Acme Card
            """);

    assertThat(Texts.function(reading, "00:01.0").system().driver().ifKnown()).isEmpty();
    assertThat(reading.platform().topology().size()).isEqualTo(2);
  }

  @Test
  void domainsAreNoLineNumbers() {
    Reading reading =
        read(
            """
            0001:00:00.0 PCI bridge: Acme Port
            0004:00:00.0 PCI bridge: Acme Port
            10000:e0:06.0 PCI bridge: Acme Port
            10001:e0:06.0 PCI bridge: Acme Port
            """);

    assertThat(reading.platform().topology().functions())
        .extracting(function -> function.address().toString())
        .containsExactly("0001:00:00.0", "0004:00:00.0", "10000:e0:06.0", "10001:e0:06.0");
  }
}
