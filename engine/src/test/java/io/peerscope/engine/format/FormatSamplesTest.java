package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Captured files of every format, read and compared with what their own text says; a table per
/// format is printed.
class FormatSamplesTest {

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9a-fA-F]{4,8}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7]");

  /// Files whose drawings name functions more than once.
  private static final Map<String, String> SHORTER_TREES =
      Map.of(
          "epyc-milan-storage-node-wrapped-tree.txt", "the start of it is drawn twice",
          "loongson-ls7a-ht-vs-pcie-quoted.txt", "two machines; the first drawing counts",
          "power9-pex9733-hotplug-session.txt", "drawn twice",
          "powernv-hotplug-trees-session.txt", "drawn at several times",
          "powernv-movable-bus-annotated-trees.txt", "two states; the first counts",
          "xps9380-two-tbt3-wrapped-quoted-t.txt", "two states; the first counts");

  @Test
  void everyFunctionOfHwlocIsThereWithItsClassAndIds() throws IOException {
    var row = new Table("hwloc-xml");
    Pattern object =
        Pattern.compile(
            "pci_busid=\"([^\"]+)\" pci_type=\"([0-9a-f]{4}) \\[([0-9a-f]{4}:[0-9a-f]{4})\\]");
    for (Path file : SharedData.entries("samples/hwloc")) {
      SortedMap<String, String> expected = new TreeMap<>();
      Matcher matcher = object.matcher(Files.readString(file));
      while (matcher.find()) {
        expected.put(padded(matcher.group(1)), matcher.group(2) + " " + matcher.group(3));
      }
      Reading reading = row.read(file, "hwloc-xml");
      SortedMap<String, String> actual = new TreeMap<>();
      for (PciFunction function : reading.platform().topology().functions()) {
        actual.put(
            function.address().toString(),
            "%04x %s"
                .formatted(
                    function.classCode().ifKnown().orElseThrow().baseAndSub(),
                    function.id().ifKnown().orElseThrow()));
      }
      row.compare(file, actual, expected);
    }
    row.printAndCheck();
  }

  @Test
  void everyFunctionOfNcclIsThere() throws IOException {
    var row = new Table("nccl-xml");
    Pattern pci = Pattern.compile("<pci busid=\"([^\"]+)\"");
    for (Path file : SharedData.entries("samples/nccl")) {
      if (file.toString().endsWith("-graph.xml")) {
        continue;
      }
      SortedSet<String> expected = new TreeSet<>();
      Matcher matcher = pci.matcher(Files.readString(file));
      while (matcher.find()) {
        expected.add(padded(matcher.group(1)));
      }
      row.compare(file, addresses(row.read(file, "nccl-xml")), expected);
    }
    row.printAndCheck();
  }

  @Test
  void graphOfNcclIsRefusedWithAdvice() throws IOException {
    for (Path file : SharedData.entries("samples/nccl")) {
      if (file.toString().endsWith("-graph.xml")) {
        Reading reading = PlatformReader.read(List.of(SharedData.input(file)));

        assertThat(reading.platform().topology().size()).isZero();
        assertThat(reading.diagnostics())
            .extracting(Diagnostic::code)
            .containsExactly("not-understood");
        assertThat(reading.diagnostics().getFirst().message()).contains("NCCL_TOPO_DUMP_FILE");
      }
    }
  }

  @Test
  void everyMatrixOfNvidiaSmiHasAsManyDevicesAsItsNameSays() throws IOException {
    var row = new Table("nvidia-smi-topo");
    Pattern counts = Pattern.compile("([0-9]+)gpu-(?:([0-9]+)nic-)?.*");
    for (Path file : SharedData.entries("samples/nvsmi")) {
      String name = file.getFileName().toString();
      Matcher expected = counts.matcher(name);
      if (!expected.matches()) {
        continue;
      }
      Reading reading = row.read(file, "nvidia-smi-topo");
      List<Integer> devices =
          reading.matrices().stream()
              .map(matrix -> matrix.names().size() * 1000 + matrix.rows().size())
              .toList();
      int gpus = Integer.parseInt(expected.group(1));
      boolean complete =
          reading.matrices().size() == 1
              && reading.matrices().getFirst().gpus() == gpus
              && reading.matrices().getFirst().rows().size()
                  == reading.matrices().getFirst().names().size();
      row.count(file, complete, "matrices " + devices + ", GPUs " + gpus);
      assertThat(reading.diagnostics())
          .as(name)
          .extracting(Diagnostic::severity)
          .doesNotContain(Severity.ERROR);
    }
    row.printAndCheck();
  }

  @Test
  void tablesOfRocmAreRefused() throws IOException {
    for (Path file : SharedData.entries("samples/nvsmi")) {
      if (file.getFileName().toString().startsWith("rocm-")) {
        assertThat(PlatformReader.read(List.of(SharedData.input(file))).diagnostics())
            .extracting(Diagnostic::code)
            .contains("not-understood");
      }
    }
  }

  @Test
  void everyFunctionDrawnInATreeIsThereBelowItsBridge() throws IOException {
    var row = new Table("lspci-tree");
    for (Path file : SharedData.entries("samples/lspci")) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!Pattern.compile("-\\[[0-9a-f:]{2,11}\\]-").matcher(text).find()) {
        continue;
      }
      Reading reading = PlatformReader.read(List.of(SharedData.input(file)));
      row.take(reading);
      Matcher drawn =
          Pattern.compile("(?m)(?:[-+\\\\]-)([0-9a-f]{2}\\.[0-7])(?![0-9a-f:])").matcher(text);
      int count = (int) drawn.results().count();
      int functions = reading.platform().topology().size();
      String name = file.getFileName().toString();
      row.count(
          file,
          functions >= count,
          "%d functions, %d drawn: %s; %s"
              .formatted(functions, count, SHORTER_TREES.getOrDefault(name, "?"), codes(reading)));
      assertThat(functions >= count || SHORTER_TREES.containsKey(name)).as(name).isTrue();
    }
    row.print();
  }

  private static List<String> codes(Reading reading) {
    return reading.diagnostics().stream().map(Diagnostic::code).distinct().toList();
  }

  private static SortedSet<String> addresses(Reading reading) {
    SortedSet<String> addresses = new TreeSet<>();
    reading.platform().topology().functions().forEach(f -> addresses.add(f.address().toString()));
    return addresses;
  }

  private static String padded(String address) {
    assertThat(ADDRESS.matcher(address).matches()).as(address).isTrue();
    return address.toLowerCase(java.util.Locale.ROOT);
  }

  /// Counts what was read of one format.
  private static final class Table {
    private final String format;
    private final List<String> differ = new ArrayList<>();
    private int files;
    private int functions;
    private int placed;
    private int exact;

    Table(String format) {
      this.format = format;
    }

    Reading read(Path file, String expectedFormat) throws IOException {
      Reading reading = PlatformReader.read(List.of(SharedData.input(file)));
      assertThat(reading.sources())
          .as(file.toString())
          .containsExactly(new Source(file.getFileName().toString(), expectedFormat));
      take(reading);
      return reading;
    }

    void take(Reading reading) {
      files++;
      functions += reading.platform().topology().size();
      for (PciFunction function : reading.platform().topology().functions()) {
        boolean isPlaced =
            !(reading.platform().topology().parentOf(function.address()) instanceof Parent.Untold);
        placed += isPlaced ? 1 : 0;
      }
    }

    void compare(Path file, Object actual, Object expected) {
      count(file, actual.equals(expected), actual + " instead of " + expected);
    }

    void count(Path file, boolean isExact, String difference) {
      exact += isExact ? 1 : 0;
      if (!isExact) {
        differ.add(file.getFileName() + ": " + difference);
      }
    }

    void print() {
      System.out.printf(
          "table %-16s files %3d  functions %5d  with a known place %5d  exact %3d%n",
          format, files, functions, placed, exact);
      differ.forEach(each -> System.out.println("table   " + each));
    }

    void printAndCheck() {
      print();
      assertThat(differ).isEmpty();
    }
  }
}
