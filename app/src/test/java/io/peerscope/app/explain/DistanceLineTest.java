package io.peerscope.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistanceLineTest {

  @Test
  void everyToolHasItsWordInOneLine() throws IOException {
    Platform platform = sample("01-one-switch.txt");

    DistanceLine line = DistanceLine.of(judge(platform, "04:00.0", "03:00.0"), platform.topology());

    assertThat(line.words())
        .startsWith("nvidia-smi PIX  ·  nccl PIX  ·  hwloc PCIBridge 0000:01:00.0  ·  rocm PCIE");
    assertThat(line.reasons().lines()).hasSize(7);
  }

  @Test
  void memoryOfTheHostAndAnotherMachineHaveNone() throws IOException {
    Platform platform = sample("01-one-switch.txt");

    assertThat(
            DistanceLine.of(judge(platform, "04:00.0", "host:0x100000"), platform.topology())
                .words())
        .isEmpty();
    assertThat(DistanceLine.of(judge(platform, "04:00.0", "03:00.0"), Topology.empty()).words())
        .isEmpty();
  }

  private static Verdict judge(Platform platform, String from, String to) {
    PciAddress client = PciAddress.parse(from).orElseThrow();
    DmaTarget target = DmaTarget.parse(to).orElseThrow();
    return new Judge(platform, TranslatorPlacement.Named.NONE)
        .judge(DmaRequest.page(client, target, Operation.WRITE));
  }

  private static Platform sample(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies").resolve(name);
    return PlatformReader.read(List.of(new Input(name, Files.readAllBytes(file)))).platform();
  }
}
