package io.peerscope.engine.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.format.matrix.GpuMatrix;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Compares what was read of one sample with its line in the index, with its own text, with the
/// outputs kept beside it, and with lspci and lstopo where they are installed.
final class SampleChecks {

  private static final Pattern HEADER =
      Pattern.compile(
          "(?m)^[> \\t|]*(?:IOMMU [Gg]roup [0-9]+:? |Slot:[ \\t]+|Device:[ \\t]+)?((?:[0-9a-f]{4,8}:)?)"
              + "(?:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]/)*([0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])(?:[ \\t]+\\S|[ \\t\\r]*$)");
  private static final Pattern NCCL_PCI = Pattern.compile("<pci busid=\"([^\"]+)\"");

  private final SampleIndex sample;
  private final Reading reading;
  private final Topology topology;
  private final List<String> differences = new ArrayList<>();

  private SampleChecks(SampleIndex sample, Reading reading) {
    this.sample = sample;
    this.reading = reading;
    this.topology = reading.platform().topology();
  }

  /// What differs, each difference beginning with the name of the check; empty where all is exact.
  static List<String> of(SampleIndex sample, Reading reading) throws IOException {
    var checks = new SampleChecks(sample, reading);
    if (sample.isToBeRefused()) {
      checks.refused();
    } else {
      checks.understood();
    }
    return checks.differences;
  }

  private void refused() {
    boolean says =
        reading.diagnostics().stream().anyMatch(it -> it.code().equals("not-understood"));
    if (topology.size() > 0 || !says) {
      differences.add("refused: %d functions".formatted(topology.size()));
    }
  }

  private void understood() throws IOException {
    boolean hasErrors =
        reading.diagnostics().stream().anyMatch(it -> it.severity() == Severity.ERROR);
    boolean isEmptyMachine = sample.count("PCIDev").orElse(1) == 0;
    if (hasErrors && !isEmptyMachine) {
      differences.add("errors: " + reading.diagnostics());
    }
    switch (sample.family()) {
      case "lspci" -> lspci();
      case "hwloc" -> hwloc();
      case "sysfs" -> count("functions", sample.count("PCI functions"), topology.size());
      case "nccl" -> nccl();
      default -> matrix();
    }
    domains();
  }

  private void count(String what, OptionalInt expected, int actual) {
    if (expected.isPresent() && expected.getAsInt() != actual) {
      differences.add("%s: %d instead of %d".formatted(what, actual, expected.getAsInt()));
    }
  }

  private void same(String what, Object actual, Object expected) {
    if (!actual.equals(expected)) {
      differences.add("%s: %s instead of %s".formatted(what, actual, expected));
    }
  }

  private void domains() {
    Set<String> expected = sample.domains();
    if (!expected.isEmpty() && topology.size() > 0) {
      same(
          "domains",
          topology.functions().stream()
              .map(function -> "%04x".formatted(function.address().domain()))
              .collect(Collectors.toCollection(TreeSet::new)),
          expected);
    }
  }

  private void lspci() throws IOException {
    String text = Files.readString(sample.file(), ISO_8859_1);
    Set<PciAddress> named = new TreeSet<>();
    Matcher header = HEADER.matcher(text);
    while (header.find()) {
      PciAddress.parse(header.group(1) + header.group(2)).ifPresent(named::add);
    }
    Set<PciAddress> read = addresses();
    boolean isDrawn = text.matches("(?s).*-\\[[0-9a-f:]{2,11}\\]-.*");
    if (isDrawn) {
      named.removeAll(read);
      same("headers not read", named, new TreeSet<>());
    } else {
      same("headers", read, named);
    }
    count("functions with ACSCtl", sample.count("ACSCtl"), withAcs());
    registers();
  }

  private int withAcs() {
    return (int)
        topology.functions().stream()
            .filter(function ->
                function
                    .capabilities()
                    .acs()
                    .ifKnown()
                    .flatMap(acs -> acs)
                    .filter(acs -> acs.control().ifKnown().isPresent())
                    .isPresent())
            .count();
  }

  private Set<PciAddress> addresses() {
    return topology.functions().stream()
        .map(PciFunction::address)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void registers() throws IOException {
    if (!sample.kind().startsWith("hex")) {
      return;
    }
    Optional<SortedMap<PciAddress, String>> numbers = LspciProgram.numbers(sample.file());
    Optional<SortedMap<PciAddress, LspciProgram.Place>> tree = LspciProgram.tree(sample.file());
    numbers
        .map(this::dumped)
        .ifPresent(expected -> same("lspci -F -n", numbers(expected), expected));
    tree.map(this::dumped)
        .ifPresent(expected -> same("lspci -F -t", parents(expected.keySet()), above(expected)));
    Path kept =
        SharedData.folder("samples/derived")
            .orElseThrow()
            .resolve(sample.name().replace(".txt", ""));
    if (Files.isDirectory(kept)) {
      var expected = dumped(LspciProgram.parseNumbers(Files.readAllLines(kept.resolve("n.txt"))));
      same("derived n.txt", numbers(expected), expected);
      var drawn = dumped(LspciProgram.parseTree(Files.readAllLines(kept.resolve("t.txt"))));
      same("derived t.txt", parents(drawn.keySet()), above(drawn));
    }
  }

  /// Without functions that the text has no registers of: lspci shows ffff for them.
  private <T> SortedMap<PciAddress, T> dumped(SortedMap<PciAddress, T> all) {
    SortedMap<PciAddress, T> kept = new TreeMap<>(all);
    kept.keySet()
        .removeIf(
            address -> topology.find(address).filter(it -> it.config().isEmpty()).isPresent());
    return kept;
  }

  /// Class and ids of what has any, of the functions that another program shows.
  private SortedMap<PciAddress, String> numbers(SortedMap<PciAddress, ?> shown) {
    SortedMap<PciAddress, String> numbers = new TreeMap<>();
    for (PciFunction function : topology.functions()) {
      Optional<ClassCode> code = function.classCode().ifKnown();
      Optional<VendorDevice> id = function.id().ifKnown();
      if (code.isPresent() && id.isPresent() && shown.containsKey(function.address())) {
        numbers.put(function.address(), "%04x %s".formatted(code.get().baseAndSub(), id.get()));
      }
    }
    return numbers;
  }

  private SortedMap<PciAddress, Optional<PciAddress>> parents(Iterable<PciAddress> shown) {
    SortedMap<PciAddress, Optional<PciAddress>> parents = new TreeMap<>();
    for (PciAddress address : shown) {
      if (topology.find(address).isPresent()) {
        parents.put(address, bridge(topology.parentOf(address)));
      }
    }
    return parents;
  }

  private static Optional<PciAddress> bridge(Parent parent) {
    return switch (parent) {
      case Parent.RootBus _ -> Optional.empty();
      case Parent.Below(PciAddress bridge) -> Optional.of(bridge);
      case Parent.Untold untold -> untold.somewhereBelow();
    };
  }

  private static SortedMap<PciAddress, Optional<PciAddress>> above(
      SortedMap<PciAddress, LspciProgram.Place> tree) {
    SortedMap<PciAddress, Optional<PciAddress>> above = new TreeMap<>();
    tree.forEach((address, place) -> above.put(address, place.parent()));
    return above;
  }

  private void hwloc() throws IOException {
    int bridges =
        (int) topology.functions().stream().filter(function -> function.kind().isBridge()).count();
    int hostBridges = hostBridgeObjects();
    count("devices", sample.count("PCIDev"), topology.size() - bridges);
    count("bridges", sample.count("bridges"), bridges + hostBridges);
    Optional<SortedMap<PciAddress, LstopoProgram.Shown>> shown =
        LstopoProgram.functions(sample.file());
    if (shown.isPresent() && !shown.get().isEmpty()) {
      SortedMap<PciAddress, String> expected = new TreeMap<>();
      SortedMap<PciAddress, Optional<PciAddress>> above = new TreeMap<>();
      shown
          .get()
          .forEach((address, each) -> {
            expected.put(address, each.number());
            above.put(address, each.parent());
          });
      same("lstopo", numbers(expected), expected);
      same("lstopo places", parents(expected.keySet()), above);
    }
  }

  private int hostBridgeObjects() throws IOException {
    Matcher bridge =
        Pattern.compile("bridge_type=\"0-1\"").matcher(Files.readString(sample.file()));
    return (int) bridge.results().count();
  }

  private void nccl() throws IOException {
    Set<PciAddress> expected = new TreeSet<>();
    Matcher matcher = NCCL_PCI.matcher(Files.readString(sample.file()));
    while (matcher.find()) {
      PciAddress.parse(matcher.group(1)).ifPresent(expected::add);
    }
    count("elements in the text", sample.count("pci"), expected.size());
    same("functions", addresses(), expected);
  }

  private void matrix() {
    Optional<GpuMatrix> matrix = reading.matrices().stream().findFirst();
    int gpus = matrix.map(each -> (int) each.gpus()).orElse(0);
    int devices = matrix.map(each -> each.names().size()).orElse(0);
    count("GPUs", sample.count("GPUs"), gpus);
    count("NICs", sample.count("NICs"), devices - gpus);
  }
}
