package io.peerscope.engine.distance;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A machine of which both the tree of `lspci -tv` and the matrix of `nvidia-smi topo -m` were
/// captured: four GPUs and two network cards on two sockets with four host bridges each.
class SampleWordsTest {

  private static final String TREE = "lspci/asus-esc8000a-genoa-tv.txt";
  private static final String MATRIX = "nvsmi/esc8000a-4xrtx6000ada-stelline.txt";
  private static final Pattern ROW = Pattern.compile("(?m)^((?:GPU|NIC)\\d)((?: +\\S+)+)\\s*$");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<=-)(?:\\[0000:([0-9a-f]{2})]|([0-9a-f]{2}\\.[0-7])(?:-\\[([0-9a-f]{2})[^]]*])?)");

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

  /// A bridge in the tree, by its column: what stands to the right of it is below it.
  private record Open(int column, int bus, boolean root) {}

  @Test
  void everyWordOfACapturedMatrixIsReproduced() throws IOException {
    Optional<Path> samples = samples();
    assumeTrue(samples.isPresent(), "no captured machines (set peerscope.shared)");
    var words = new DistanceWords(read(samples.orElseThrow().resolve(TREE)));

    int compared = 0;
    Matcher rows = ROW.matcher(Files.readString(samples.orElseThrow().resolve(MATRIX)));
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
    return at(Optional.ofNullable(DEVICES.get(name)).orElseThrow());
  }

  /// The tree, and the NUMA nodes that the columns of affinity beside the matrix tell: the second
  /// socket begins with bus 80.
  private static Topology read(Path tree) throws IOException {
    PlatformBuilder builder = aPlatform();
    Deque<Open> open = new ArrayDeque<>();
    for (String line : Files.readAllLines(tree)) {
      Matcher token = TOKEN.matcher(line.split(" {2}(?=[A-Z])", 2)[0]);
      while (token.find()) {
        while (!open.isEmpty() && open.peek().column() >= token.start()) {
          open.pop();
        }
        add(builder, open, token);
      }
    }
    return builder.build().topology();
  }

  private static void add(PlatformBuilder builder, Deque<Open> open, Matcher token) {
    if (token.group(1) != null) {
      open.push(new Open(token.start(), Integer.parseInt(token.group(1), 16), true));
      return;
    }
    Open above = open.element();
    String address = "%02x:%s".formatted(above.bus(), token.group(2));
    if (token.group(3) == null) {
      builder.endpoint(address);
    } else {
      int secondary = Integer.parseInt(token.group(3), 16);
      FunctionKind kind = above.root() ? FunctionKind.ROOT_PORT : FunctionKind.BRIDGE;
      builder.bridge(address, kind, secondary);
      open.push(new Open(token.start(), secondary, false));
    }
    builder.numaNode(address, at(address).bus() < 0x80 ? 0 : 1);
  }

  private static Optional<Path> samples() {
    return Stream.of(System.getProperty("peerscope.shared", "../shared"), "../../shared")
        .map(root -> Path.of(root, "samples"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
