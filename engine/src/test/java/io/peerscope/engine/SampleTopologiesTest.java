package io.peerscope.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Gate;
import io.peerscope.engine.verdict.GateResult;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every topology that we ship loads without a doubt and gives the verdict that its README
/// promises.
class SampleTopologiesTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("peerscope.root", "..")).resolve("sample-topologies");

  private static final Pattern TRY = Pattern.compile("(?m)^# Try: (\\S+) -> (\\S+) (\\S+)$");

  @Test
  void tenSamplesAreShipped() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(file -> file.toString().endsWith(".txt"))).hasSize(10);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01-one-switch           |  9 | allowed | BUS_ADDR         | 4 | bus 0x200000001000",
        "02-two-host-bridges     | 13 | refused | NOT_SUPPORTED    | 6 | EREMOTEIO",
        "03-two-host-bridges-zen | 20 | allowed | THRU_HOST_BRIDGE | 6 | translated ?",
        "04-acs-redirect         |  7 | refused | NOT_SUPPORTED    | 4 | EREMOTEIO",
        "05-bus-offset           |  6 | allowed | BUS_ADDR         | 4 | bus 0x90002000",
        "06-vmd                  |  8 | refused | NOT_SUPPORTED    | 4 | EREMOTEIO",
        "07-ahci-remapped-nvme   |  4 | refused | NOT_SUPPORTED    | 3 | EREMOTEIO",
        "08-store-only           |  4 | refused | NOT_SUPPORTED    | 4 | unsupported",
        "09-eight-gpus           | 42 | allowed | BUS_ADDR         | 4 | bus 0x202000100000",
        "10-laptop               | 16 | refused | NOT_SUPPORTED    | 4 | EREMOTEIO",
      })
  void sampleGivesItsVerdict(
      String name, int functions, String outcome, String type, int distance, String mapping) {
    Reading reading = read(name);

    assertThat(reading.diagnostics())
        .filteredOn(diagnostic -> diagnostic.severity() != Severity.INFO)
        .isEmpty();
    assertThat(reading.platform().topology().size()).isEqualTo(functions);
    assertThat(summaryOf(judge(reading, tryLine(name))))
        .isEqualTo(String.join(" ", outcome, type, String.valueOf(distance), mapping));
  }

  /// Reads and writes of the samples whose addresses change on the way, on the platform they name
  /// or on another.
  @ParameterizedTest(name = "{0} on {1}: {2} -> {3} {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "06-vmd | | 10000:e2:00.0 | 10000:e1:00.0:BAR0+0x1000 | write | refused NOT_SUPPORTED 4 EREMOTEIO host-bridge-not-listed",
        "06-vmd | | 10000:e2:00.0 | 10000:e1:00.0:BAR0+0x1000 | read  | refused NOT_SUPPORTED 4 EREMOTEIO host-bridge-not-listed",
        "06-vmd | | 0000:01:00.0  | 10000:e1:00.0:BAR0        | write | refused NOT_SUPPORTED 4 EREMOTEIO host-bridge-crossing",
        "06-vmd | | 10000:e1:00.0 | 0000:01:00.0:BAR0         | read  | refused NOT_SUPPORTED 4 EREMOTEIO host-bridge-crossing",
        "06-vmd | | 10000:e2:00.0 | 0xa0000000                | write | undetermined - - unknown page-unknown",
        "06-vmd | | 10000:e2:00.0 | 0xc0001000                | write | refused NOT_SUPPORTED 4 EREMOTEIO host-bridge-not-listed",
        "06-vmd | | 10000:e1:00.0 | 10000:e1:00.0:BAR0        | write | allowed BUS_ADDR 0 bus 0xa0000000 common-bridge",
        "06-vmd | | 10000:e2:00.0 | host:0x1000               | read  | allowed - - translated ? iova",
        "07-ahci-remapped-nvme | | 0000:01:00.0 | 0000:00:17.0:BAR5+0x4000 | write | refused NOT_SUPPORTED 3 EREMOTEIO host-bridge-not-listed",
        "07-ahci-remapped-nvme | | 0000:01:00.0 | 0000:00:17.0:BAR5+0x4000 | read  | refused NOT_SUPPORTED 3 EREMOTEIO host-bridge-not-listed",
        "07-ahci-remapped-nvme | | 0000:00:17.0 | 0xdf084000               | write | allowed BUS_ADDR 0 bus 0xdf084000 common-bridge",
        "08-store-only | | 0000:01:00.0 | 0001:01:00.0:BAR2+0x1000 | write | refused NOT_SUPPORTED 4 unsupported host-bridge-crossing",
        "08-store-only | | 0000:01:00.0 | 0001:01:00.0:BAR2+0x1000 | read  | refused NOT_SUPPORTED 4 unsupported host-bridge-crossing",
        "08-store-only | | 0000:01:00.0 | host:0x1000              | write | undetermined - - unknown platform-ram",
        "08-store-only | power-store-only | 0000:01:00.0 | 0001:01:00.0:BAR2+0x1000 | write | allowed NOT_SUPPORTED 4 translated ? store-only-write",
        "08-store-only | power-store-only | 0000:01:00.0 | 0001:01:00.0:BAR2+0x1000 | read  | refused NOT_SUPPORTED 4 EREMOTEIO store-only-read",
      })
  void readsAndWritesAreDecidedByTheSpacesTheyCross(
      String name, String rules, String client, String target, String operation, String expected) {
    Platform read = read(name).platform();
    Platform platform =
        rules == null
            ? read
            : read.withFirmware(Fact.known(rules, new GivenByOption("--platform")));

    Verdict verdict =
        new Judge(platform, TranslatorPlacement.Named.SWITCHES)
            .judge(request(client, target, operation));

    String policy =
        verdict
            .policy()
            .map(decision ->
                decision.type().ifKnown().map(Enum::name).orElse("UNDETERMINED")
                    + " "
                    + decision.distance().map(String::valueOf).orElse("?"))
            .orElse("- -");
    GateResult asked =
        verdict.policy().isPresent()
            ? verdict.gates().get(Gate.POLICY)
            : verdict.gates().get(Gate.MAPPING);
    assertThat(
            String.join(
                " ", verdict.outcome().spelling(), policy, spell(verdict.mapping()), codeOf(asked)))
        .isEqualTo(expected);
  }

  private static String codeOf(GateResult result) {
    return switch (result) {
      case GateResult.Allowed(var reasons) -> reasons.getFirst().code();
      case GateResult.Refused(var reasons) -> reasons.getFirst().code();
      case GateResult.Undetermined(var reasons) -> reasons.getFirst().code();
      case GateResult.NotAsked _ -> "not-asked";
    };
  }

  @Test
  void thePageOfAHiddenDriveIsFoundInTheSataFunction() {
    Verdict verdict = judge(read("07-ahci-remapped-nvme"), tryLine("07-ahci-remapped-nvme"));

    assertThat(verdict.steps()).anyMatch(step -> step.decision().contains("remapped NVMe 0"));
    assertThat(((ResolvedPage.Peer) verdict.page()).inside().orElseThrow().place()).isZero();
  }

  @Test
  void whatDrivesBehindVmdSendCarriesTheIdOfTheVmdFunction() {
    Verdict verdict = judge(read("06-vmd"), request("10000:e2:00.0", "host:0x12345000", "write"));

    assertThat(verdict.steps())
        .extracting(step -> step.event().spelling() + " " + step.at())
        .endsWith(
            "upstream 10000:e0:07.0",
            "upstream host-bridge 10000:e0",
            "walk host-bridge 0000:00",
            "walk host-bridge 0000:00",
            "walk host-bridge 0000:00",
            "walk host-bridge 0000:00",
            "walk host-bridge 0000:00",
            "iommu host-bridge 0000:00",
            "arrive memory");
  }

  @Test
  void refusalBecauseOfAcsNamesThePort() {
    Verdict verdict = judge(read("04-acs-redirect"), tryLine("04-acs-redirect"));

    assertThat(verdict.gates().toString()).contains("0000:02:01.0", "ReqRedir");
  }

  @Test
  void oneDeviceHasTwoBusOffsets() {
    Reading reading = read("05-bus-offset");
    DmaRequest highBar = request("0000:04:00.0", "0000:03:00.0:BAR2+0x2000", "write");

    assertThat(summaryOf(judge(reading, highBar)))
        .isEqualTo("allowed BUS_ADDR 4 bus 0x3b0000002000");
  }

  @Test
  void everyGpuIsReachedFromEveryCardOfTheBigMachine() {
    Reading reading = read("09-eight-gpus");

    assertThat(summaryOf(judge(reading, request("0000:84:00.0", "0000:03:00.0:BAR2", "write"))))
        .isEqualTo("allowed THRU_HOST_BRIDGE 8 translated ?");
  }

  private static Reading read(String name) {
    return PlatformReader.read(List.of(new Input(name, text(name).getBytes(UTF_8))));
  }

  private static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DmaRequest tryLine(String name) {
    Matcher line = TRY.matcher(text(name));
    assertThat(line.find()).as("a line `# Try: CLIENT -> TARGET OPERATION`").isTrue();
    return request(line.group(1), line.group(2), line.group(3));
  }

  private static DmaRequest request(String client, String target, String operation) {
    return DmaRequest.page(
        PciAddress.parse(client).orElseThrow(),
        DmaTarget.parse(target).orElseThrow(),
        Operation.ofSpelling(operation).orElseThrow());
  }

  private static Verdict judge(Reading reading, DmaRequest request) {
    return new Judge(reading.platform(), TranslatorPlacement.Named.SWITCHES).judge(request);
  }

  private static String summaryOf(Verdict verdict) {
    var decision = verdict.policy().orElseThrow();
    return String.join(
        " ",
        verdict.outcome().spelling(),
        decision.type().ifKnown().map(Enum::name).orElse("UNDETERMINED"),
        decision.distance().map(String::valueOf).orElse("?"),
        spell(verdict.mapping()));
  }

  private static String spell(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed programmed ->
          programmed.how().spelling()
              + " "
              + programmed.address().ifKnown().map(known -> Hex.of(known.value())).orElse("?");
      case Mapping.Failed failed -> failed.errno();
      case Mapping.Undecided _ -> "unknown";
    };
  }
}
