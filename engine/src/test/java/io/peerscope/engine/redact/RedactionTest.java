package io.peerscope.engine.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.Laws;
import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What would tell whose machine it is is gone, and everything else is as it was.
class RedactionTest {

  private static String document(Platform platform) {
    return new String(DocumentWriter.write(PeerscopeDocument.of(platform)), StandardCharsets.UTF_8);
  }

  private static Reading seeded() {
    return PlatformReader.read(
        List.of(
            new Input(SeededMachine.FILE, SeededMachine.text().getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void theSeededMachineHoldsItsSecretsBeforeRedaction() {
    String before = document(seeded().platform());

    assertThat(SeededMachine.secrets().stream().filter(before::contains))
        .as("else the next test shows nothing")
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void nothingOfThemIsLeftInTheDocument() {
    Redacted redacted = Redaction.of(seeded(), List.of("rackmaster"));
    String after = document(redacted.platform());

    for (String secret : SeededMachine.secrets()) {
      assertThat(after).doesNotContainIgnoringCase(secret);
    }
    assertThat(redacted.removed())
        .anyMatch(line -> line.contains("Device Serial Number") && line.contains("0000:04:00.0"))
        .anyMatch(line -> line.contains("name of a file"));
    assertThat(String.join("\n", redacted.removed()))
        .doesNotContain(SeededMachine.secrets().toArray(String[]::new));
  }

  @Test
  void theVerdictIsTheSame() {
    Reading reading = seeded();

    Verdict before = judge(reading.platform());
    Verdict after = judge(Redaction.of(reading, List.of()).platform());

    assertThat(after.summary()).isEqualTo(before.summary());
    assertThat(after.steps()).hasSameSizeAs(before.steps());
    assertThat(after.outcome()).isEqualTo(before.outcome());
  }

  private static Verdict judge(Platform platform) {
    var request =
        DmaRequest.page(
            PciAddress.parse("0000:04:00.0").orElseThrow(),
            DmaTarget.parse("0000:03:00.0").orElseThrow(),
            Operation.WRITE);
    return new Judge(platform, TranslatorPlacement.Named.SWITCHES).judge(request);
  }

  @Test
  void redactionOfAMachineWithoutSecretsChangesNothingButNames() {
    Laws.over(
        "redaction keeps machines",
        100,
        seed -> {
          Platform before = RandomMachine.of(seed).build();
          Platform after = Redaction.of(before, List.of(), List.of()).platform();

          assertThat(document(after).replaceAll("\"at\": \"[^\"]*\"", ""))
              .isEqualTo(document(before).replaceAll("\"at\": \"[^\"]*\"", ""));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Device Serial Number ec-0d-9a-ff-fe-12-34-56 | Device Serial Number (number)",
        "link/ether 0c:42:a1:12:34:56 | link/ether (number)",
        "GPU-3f2a1b0c-1111-2222-3333-444455556666 | GPU-(number)",
        "[SN] Serial number: MT2211X00042 | [SN] Serial number: (number)",
        "node_guid 0c42:a103:0012:3456 | node_guid (number)",
        "root@node17:~# lspci | (user@host):~# lspci",
        "read /home/ada/dumps/x.txt | read (path)",
        "10.20.30.40 answers | (address) answers",
        "gateway rackmaster | gateway (name)",
        // What looks alike and is nobody's.
        "0000:03:00.0 | 0000:03:00.0",
        "/sys/bus/pci/devices/0000:03:00.0 | /sys/bus/pci/devices/0000:03:00.0",
        "Serial bus controller [0c80] | Serial bus controller [0c80]",
        "drivers/pci/p2pdma.c | drivers/pci/p2pdma.c",
        "x16 32 GT/s | x16 32 GT/s",
        "000 @118: 86 80 c0 29 00 00 | 000 @118: 86 80 c0 29 00 00",
        "0x2000_0000_1000 | 0x2000_0000_1000",
        "rackmasters | rackmasters",
      })
  void onlyWhatBelongsToSomebodyIsTakenOut(String text, String cleaned) {
    assertThat(new Scrubber(List.of("rackmaster"), Map.of()).clean(text)).isEqualTo(cleaned);
  }
}
