package io.peerscope.engine.distance;

import static io.peerscope.engine.PlatformBuilder.aPlatform;
import static io.peerscope.engine.PlatformBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.topology.FunctionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Captured trees of hwloc: from bus numbers alone we name the same nearest common ancestor that
/// the nesting of its objects shows.
class HwlocWordsTest {

  private static final Pattern TAG = Pattern.compile("<object ([^>]*?)(/?)>|</object>");
  private static final int FEWEST_PAIRS = 10_000;

  /// One object on the way down: its word, empty above the host bridges.
  private record Open(String word) {}

  /// A device and the words of what it hangs below, nearest first.
  private record Device(String address, List<String> above) {}

  private static final class Tree {
    private final PlatformBuilder builder = aPlatform();
    private final List<Device> devices = new ArrayList<>();
  }

  @Test
  void commonAncestorIsTheOneThatHwlocShows() throws IOException {
    List<Path> files = samples();
    assumeTrue(!files.isEmpty(), "no captured machines (set peerscope.shared)");

    int compared = 0;
    for (Path file : files) {
      compared += compare(file, read(Files.readString(file)));
    }

    System.out.println("hwloc: " + compared + " pairs of " + files.size() + " captured trees");
    assertThat(compared).isGreaterThan(FEWEST_PAIRS);
  }

  private static int compare(Path file, Tree tree) {
    var words = new DistanceWords(tree.builder.build().topology());
    int compared = 0;
    for (Device one : tree.devices) {
      for (Device other : tree.devices) {
        if (!one.equals(other)) {
          String expected =
              one.above().stream().filter(other.above()::contains).findFirst().orElse("");
          Word word = words.between(Tool.HWLOC, at(one.address()), at(other.address()));
          assertThat(word.told().orElse(""))
              .as("%s %s %s: %s", file.getFileName(), one.address(), other.address(), word.why())
              .isEqualTo(expected);
          compared++;
        }
      }
    }
    return compared;
  }

  private static Tree read(String xml) {
    var tree = new Tree();
    Deque<Open> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(xml);
    while (tag.find()) {
      if (tag.group(1) == null) {
        open.pop();
      } else {
        Open object = add(tree, tag.group(1), open);
        if (tag.group(2).isEmpty()) {
          open.push(object);
        }
      }
    }
    return tree;
  }

  private static Open add(Tree tree, String attributes, Deque<Open> open) {
    Optional<String> type = attribute(attributes, "type");
    String busid = attribute(attributes, "pci_busid").orElse("");
    String buses = attribute(attributes, "bridge_pci").orElse("");
    boolean root = !open.isEmpty() && open.element().word().startsWith("HostBridge");
    if (type.equals(Optional.of("PCIDev")) && !isBelowHiddenBridge(busid, root, open)) {
      tree.builder.function(
          busid, root ? FunctionKind.RC_INTEGRATED_ENDPOINT : FunctionKind.ENDPOINT);
      tree.devices.add(
          new Device(
              busid, open.stream().map(Open::word).filter(word -> !word.isEmpty()).toList()));
    }
    if (!type.equals(Optional.of("Bridge"))) {
      return new Open("");
    }
    if (attribute(attributes, "bridge_type").equals(Optional.of("0-1"))) {
      return new Open("HostBridge " + buses.substring(0, 5) + buses.substring(6, 8));
    }
    int secondary = Integer.parseInt(buses.substring(6, 8), 16);
    tree.builder.bridge(busid, root ? FunctionKind.ROOT_PORT : FunctionKind.BRIDGE, secondary);
    return new Open("PCIBridge " + busid);
  }

  /// hwloc may leave bridges out; then a device hangs off a host bridge whose bus it is not on.
  private static boolean isBelowHiddenBridge(String busid, boolean root, Deque<Open> open) {
    return root && !open.element().word().endsWith(" " + busid.substring(0, 7));
  }

  private static Optional<String> attribute(String attributes, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(attributes);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<Path> samples() throws IOException {
    Optional<Path> folder =
        Stream.of(System.getProperty("peerscope.shared", "../shared"), "../../shared")
            .map(root -> Path.of(root, "samples", "hwloc"))
            .filter(Files::isDirectory)
            .findFirst();
    if (folder.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      return files.sorted().toList();
    }
  }
}
