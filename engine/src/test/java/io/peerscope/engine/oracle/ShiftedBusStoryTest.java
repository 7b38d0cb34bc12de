package io.peerscope.engine.oracle;

import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.SampleFiles;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The story of sample 5 told twice: by the invented machine, and by one that was captured
/// (`samples/powernv`). One device has two BARs in two windows, and what the CPU calls the first of
/// them is not what the bus calls it.
class ShiftedBusStoryTest {

  private static final String SAMPLE = "05-bus-offset.txt";
  private static final String CLIENT = "0000:04:00.0";
  private static final String PROVIDER = "0000:03:00.0";

  private static Platform machine(String name) throws IOException {
    return PlatformReader.read(
            List.of(
                name.equals("sample")
                    ? new Input(SAMPLE, SampleFiles.text(SAMPLE).getBytes(StandardCharsets.UTF_8))
                    : captured()))
        .platform();
  }

  private static Input captured() throws IOException {
    Path file =
        Path.of(System.getProperty("peerscope.shared", "../../shared"))
            .resolve("samples/powernv/sys.tar.gz");
    assumeTrue(Files.isRegularFile(file), "the captured machine (samples/powernv) is absent");
    return new Input("sys.tar.gz", Files.readAllBytes(file));
  }

  @ParameterizedTest(name = "{0}, BAR {1}")
  @CsvSource({
    "sample,   0, 0x3fe010002000,  0x90002000",
    "sample,   2, 0x3b0000002000,  0x3b0000002000",
    "captured, 0, 0x600c000002000, 0x80002000",
    "captured, 2, 0x6000000002000, 0x6000000002000",
  })
  void theClientIsGivenTheAddressOfTheBusAndNotThatOfTheCpu(
      String machine, int bar, String cpu, String bus) throws IOException {
    Verdict verdict = judge(machine(machine), bar);

    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(verdict.steps().getFirst().address())
        .contains(new HostPhysicalAddress(Long.decode(cpu)));
    var programmed = (Mapping.Programmed) verdict.mapping();
    assertThat(programmed.address().ifKnown().map(Address::value)).contains(Long.decode(bus));
  }

  @ParameterizedTest
  @CsvSource({"sample, 0x90002000", "captured, 0x80002000"})
  void everyTlpOnTheWayCarriesTheAddressOfTheBus(String machine, String bus) throws IOException {
    List<DmaStep> sent =
        judge(machine(machine), 0).steps().stream().filter(step -> !step.tlp().isEmpty()).toList();

    assertThat(sent).hasSizeGreaterThanOrEqualTo(4);
    assertThat(sent)
        .allSatisfy(step -> assertThat(step.address()).contains(new BusAddress(Long.decode(bus))));
    assertThat(sent.getLast().at()).hasToString(PROVIDER);
  }

  @ParameterizedTest
  @CsvSource({"sample, 0xffffc02080000000", "captured, 0xfff9ff4080000000"})
  void oneDeviceHasTwoOffsets(String machine, String offset) throws IOException {
    Platform platform = machine(machine);
    var addresses = new BarAddresses(platform);
    PciFunction provider = platform.topology().at(at(PROVIDER));

    assertThat(addresses.busOffset(provider, provider.bar(0).orElseThrow()).ifKnown())
        .contains(Long.parseUnsignedLong(offset.substring(2), 16));
    assertThat(addresses.busOffset(provider, provider.bar(2).orElseThrow()).ifKnown()).contains(0L);
  }

  private static Verdict judge(Platform platform, int bar) {
    DmaTarget page = DmaTarget.parse(PROVIDER + ":BAR" + bar + "+0x2000").orElseThrow();
    return new Judge(platform, TranslatorPlacement.Named.SWITCHES)
        .judge(DmaRequest.page(at(CLIENT), page, Operation.WRITE));
  }
}
