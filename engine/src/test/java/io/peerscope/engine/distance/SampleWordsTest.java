package io.peerscope.engine.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A machine of which both the tree of `lspci -tv` and the matrix of `nvidia-smi topo -m` were
/// captured: four GPUs and two network cards on two sockets with four host bridges each.
class SampleWordsTest {

  private static final String TREE = "lspci/asus-esc8000a-genoa-tv.txt";
  private static final String MATRIX = "nvsmi/esc8000a-4xrtx6000ada-stelline.txt";
  private static final Pattern ROW = Pattern.compile("(?m)^((?:GPU|NIC)\\d)((?: +\\S+)+)\\s*$");

  /// In the order of bus numbers, as both tools count.
  private static final Map<String, String> DEVICES =
      Map.of(
          "GPU0", "01:00.0",
          "GPU1", "41:00.0",
          "GPU2", "c1:00.0",
          "GPU3", "e1:00.0",
          "NIC0", "21:00.0",
          "NIC1", "21:00.1",
          "NIC2", "81:00.0",
          "NIC3", "81:00.1");

  private static final List<String> ORDER =
      List.of("GPU0", "GPU1", "GPU2", "GPU3", "NIC0", "NIC1", "NIC2", "NIC3");

  @Test
  void everyWordOfACapturedMatrixIsReproduced() throws IOException {
    Optional<Path> samples = samples();
    assumeTrue(samples.isPresent(), "no captured machines (set peerscope.shared)");
    Path tree = samples.orElseThrow().resolve(TREE);
    var words = new DistanceWords(withNumaNodes(read(tree)));

    int compared = 0;
    var rows = ROW.matcher(Files.readString(samples.orElseThrow().resolve(MATRIX)));
    while (rows.find()) {
      String[] cells = rows.group(2).strip().split(" +", -1);
      for (int column = 0; column < ORDER.size(); column++) {
        PciAddress one = device(rows.group(1));
        PciAddress other = device(ORDER.get(column));
        assertThat(words.between(Tool.NVIDIA_SMI, one, other).told())
            .as("%s %s", one, other)
            .contains(cells[column]);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(64);
  }

  private static PciAddress device(String name) {
    return PlatformBuilder.at(Optional.ofNullable(DEVICES.get(name)).orElseThrow());
  }

  private static Topology read(Path tree) throws IOException {
    var input = new Input(tree.getFileName().toString(), Files.readAllBytes(tree));
    return PlatformReader.read(List.of(input)).platform().topology();
  }

  /// The tree tells none; the columns of affinity beside the matrix say that the second socket
  /// begins with bus 80.
  private static Topology withNumaNodes(Topology topology) {
    return topology.map(function ->
        function.withSystem(
            new SystemFacts(
                function.system().driver(),
                Fact.known(function.address().bus() < 0x80 ? 0 : 1, new SourcePosition(MATRIX, 3)),
                function.system().iommuGroup(),
                function.system().dmaMask())));
  }

  private static Optional<Path> samples() {
    return Stream.of(System.getProperty("peerscope.shared", "../shared"), "../../shared")
        .map(root -> Path.of(root, "samples"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
