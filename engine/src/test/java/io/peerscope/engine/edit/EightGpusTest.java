package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.aBlankPage;
import static io.peerscope.engine.edit.Editing.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The training server of `sample-topologies/09-eight-gpus.txt`, drawn from a blank page.
class EightGpusTest {

  private static final Path SAMPLE =
      Path.of(System.getProperty("peerscope.root", ".."))
          .resolve("sample-topologies/09-eight-gpus.txt");

  private static <T> Fact<T> byHand(T value) {
    return Fact.known(value, new EditedByHand());
  }

  private static Editing drawn() {
    Editing editing = aBlankPage();
    for (int socket : List.of(0x00, 0x80)) {
      editing.socket(socket);
      for (int device : List.of(1, 3)) {
        editing.rootPort(socket, device);
        String port = editing.added().toString();
        editing.make(new SetAcsControl(at(port), byHand(0x1d)));
        editing.addSwitch(port, 4);
        List<PciAddress> ports = editing.last().added();
        for (int n = 1; n <= 4; n++) {
          editing.make(new SetAcsControl(ports.get(n), byHand(0x11)));
          editing.add(n % 2 == 1 ? "gpu-h100-sxm" : "nic-connectx-7", ports.get(n).toString());
        }
      }
    }
    return editing
        .make(new PlatformFactEdit.SetCpu(byHand(new Cpu("GenuineIntel", 6))))
        .make(new PlatformFactEdit.SetKernel(byHand(new KernelVersion(6, 1))))
        .make(new PlatformFactEdit.SetIommu(byHand(IommuMode.TRANSLATED)));
  }

  private static Platform sample() throws IOException {
    byte[] text = Files.readString(SAMPLE).getBytes(UTF_8);
    return PlatformReader.read(List.of(new Input("09-eight-gpus", text))).platform();
  }

  private static SortedMap<PciAddress, FunctionKind> kinds(Platform platform) {
    SortedMap<PciAddress, FunctionKind> kinds = new TreeMap<>();
    platform
        .topology()
        .functions()
        .forEach(function -> kinds.put(function.address(), function.kind()));
    return kinds;
  }

  @Test
  void everyFunctionHasTheAddressOfTheSample() throws IOException {
    Editing editing = drawn();

    assertThat(editing.findings()).isEmpty();
    assertThat(kinds(editing.platform())).isEqualTo(kinds(sample()));
  }

  @Test
  void verdictsAndDistancesAreThoseOfTheSample() throws IOException {
    var drawn = new LinuxP2pdma(drawn().platform());
    Platform sample = sample();
    var read = new LinuxP2pdma(sample);
    int pairs = 0;

    for (PciFunction provider : sample.topology().functions()) {
      for (PciFunction client : sample.topology().functions()) {
        P2pDecision expected = read.decide(provider.address(), client.address());
        P2pDecision actual = drawn.decide(provider.address(), client.address());
        assertThat(List.of(actual.type().ifKnown(), actual.distance()))
            .as("%s -> %s", client.address(), provider.address())
            .isEqualTo(List.of(expected.type().ifKnown(), expected.distance()));
        pairs++;
      }
    }

    assertThat(pairs).isEqualTo(42 * 42);
  }

  @Test
  void everyBarHasItsRoom() {
    Platform platform = drawn().platform();

    assertThat(platform.topology().functions())
        .allSatisfy(function ->
            assertThat(function.bars()).allMatch(bar -> bar.bus().ifKnown().isPresent()));
  }
}
