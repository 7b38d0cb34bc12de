package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A machine whose bus addresses are not its CPU addresses and whose platform maps with operations
/// of its own (`samples/powernv`).
class PowerMachineTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("peerscope.shared", "../../shared")).resolve("samples/powernv");

  private static Platform machine() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "the POWER machine (peerscope.shared) is absent");
    List<Input> inputs = new ArrayList<>();
    for (String name : List.of("lspci-Dnnvvvxxxx.txt.gz", "cpuinfo.txt", "dmesg.txt")) {
      inputs.add(new Input(name, Files.readAllBytes(FOLDER.resolve(name))));
    }
    return PlatformReader.read(inputs).platform();
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "03:00.0:BAR0+0x1000, SWITCHES, allowed bus 0x80001000",
    "03:00.0:BAR2+0x1000, SWITCHES, allowed bus 0x6000000001000",
    "03:00.0:BAR0+0x1000, NONE,     refused unsupported platform-dma-ops",
    "03:00.0:BAR2+0x1000, NONE,     refused unsupported platform-dma-ops",
    "0001:01:00.0:BAR0,   SWITCHES, refused unsupported platform-dma-ops",
    "host:0x1000,         SWITCHES, undetermined ? platform-ram",
  })
  void oneSwitchBelowAHostBridgeOfPower(
      String target, TranslatorPlacement.Named translators, String expected) throws IOException {
    Verdict verdict = judge(target, translators);

    assertThat(verdict.outcome().spelling() + " " + spell(verdict.mapping())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource("03:00.0:BAR0+0x1000, SWITCHES")
  void theTranslatorsAnswerShowsWhyMainlineRefuses(
      String target, TranslatorPlacement.Named translators) throws IOException {
    assertThat(codes(judge(target, translators).mapping().reason()))
        .contains("translator-answers", "platform-dma-ops");
  }

  private static Verdict judge(String target, TranslatorPlacement translators) throws IOException {
    return new Judge(machine(), translators)
        .judge(
            DmaRequest.page(at("04:00.0"), DmaTarget.parse(target).orElseThrow(), Operation.WRITE));
  }

  private static Stream<String> codes(Reason reason) {
    return Stream.concat(
        Stream.of(reason.code()), reason.because().stream().flatMap(PowerMachineTest::codes));
  }

  private static String spell(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Programmed(var how, var address, _) ->
          how.spelling() + " " + address.ifKnown().map(known -> Hex.of(known.value())).orElse("?");
      case Mapping.Failed(var errno, var reason) -> errno + " " + reason.code();
      case Mapping.Undecided(var reason) -> "? " + reason.code();
    };
  }
}
