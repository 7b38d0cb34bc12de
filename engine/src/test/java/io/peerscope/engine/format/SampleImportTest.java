package io.peerscope.engine.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Captured listings of real machines, compared with their own header lines and with lspci itself.
class SampleImportTest {

  private static final Pattern HEADER =
      Pattern.compile(
          "(?m)^[> \\t]*((?:[0-9a-f]{4,8}:)?)(?:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]/)*"
              + "([0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])[ \\t]");
  private static final Pattern HEX_ROW = Pattern.compile("(?m)^[0-9a-f]{2,3}:( [0-9a-f]{2}){16}");
  private static final Pattern VERBOSE =
      Pattern.compile("(?m)^[> \\t]+(Flags: .*devsel|Control: I/O|Bus: primary)");
  private static final Pattern TREE_LINE =
      Pattern.compile("^[> \\t]*([-|+ \\\\]+\\[[0-9a-f]{4,8}:|[| ]*[+\\\\]-[0-9a-f]{2}\\.[0-7]).*");
  private static final Pattern FUNCTIONS = Pattern.compile("\"functions\": ([0-9]+)");

  /// What must be refused, and why.
  private static final Set<String> NO_LISTING =
      Set.of(
          // /proc/pci of kernel 2.4
          "ibm-x345-proc-pci.txt",
          // only ACSCtl lines, without any function
          "asus-esc8000a-genoa-acsctl-grep.txt");

  @TestFactory
  Stream<DynamicTest> functionsAreThoseOfTheHeaderLines() throws IOException {
    return samples()
        .filter(file -> isHex(file) || isVerbose(file))
        .map(file -> DynamicTest.dynamicTest(name(file), () -> assertSameAddresses(file)));
  }

  private static void assertSameAddresses(Path file) throws IOException {
    Reading reading = PlatformReader.read(List.of(SharedData.input(file)));

    SortedSet<PciAddress> told = headers(file);
    told.addAll(drawn(file));
    assertThat(addresses(reading)).isEqualTo(told);
    assertThat(reading.sources())
        .containsExactly(new Source(name(file), isHex(file) ? "lspci-hex" : "lspci-verbose"));
    assertThat(reading.diagnostics())
        .extracting(Diagnostic::severity)
        .doesNotContain(Severity.ERROR);
  }

  @TestFactory
  Stream<DynamicTest> registersAndTreeAreThoseOfLspci() throws IOException {
    assumeTrue(LspciProgram.isInstalled(), "skipped: lspci is not installed");
    return samples()
        .filter(SampleImportTest::isHex)
        .map(file -> DynamicTest.dynamicTest(name(file), () -> assertSameAsLspci(file)));
  }

  private static void assertSameAsLspci(Path file) throws IOException {
    Topology topology = PlatformReader.read(List.of(SharedData.input(file))).platform().topology();
    Optional<SortedMap<PciAddress, String>> numbers = LspciProgram.numbers(file);
    Optional<SortedMap<PciAddress, LspciProgram.Place>> tree = LspciProgram.tree(file);
    assumeTrue(numbers.isPresent() && tree.isPresent(), "skipped: lspci refuses the file");

    assertThat(numbersOf(topology)).isEqualTo(withRegisters(topology, numbers.get()));
    assertThat(treeOf(topology)).isEqualTo(withRegisters(topology, tree.get()));
  }

  /// The same with outputs of lspci 3.9.0 that were kept beside the dumps.
  @TestFactory
  Stream<DynamicTest> registersAndTreeAreThoseOfKeptOutputs() throws IOException {
    return SharedData.entries("samples/derived").stream()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> assertSameAsKept(folder)));
  }

  private static void assertSameAsKept(Path folder) throws IOException {
    Path dump = SharedData.folder("samples/lspci").orElseThrow().resolve(name(folder) + ".txt");
    Topology topology = PlatformReader.read(List.of(SharedData.input(dump))).platform().topology();
    List<String> numbers = Files.readAllLines(folder.resolve("n.txt"));
    List<String> tree = Files.readAllLines(folder.resolve("t.txt"));

    assertThat(numbersOf(topology))
        .isEqualTo(withRegisters(topology, LspciProgram.parseNumbers(numbers)));
    assertThat(treeOf(topology)).isEqualTo(withRegisters(topology, LspciProgram.parseTree(tree)));
  }

  @Test
  void whatIsNoListingIsRefusedWithOneError() throws IOException {
    for (Path file : samples().filter(file -> NO_LISTING.contains(name(file))).toList()) {
      Reading reading = PlatformReader.read(List.of(SharedData.input(file)));

      assertThat(reading.platform().topology().size()).as(name(file)).isZero();
      assertThat(reading.diagnostics())
          .as(name(file))
          .extracting(Diagnostic::code)
          .containsExactly("not-understood");
    }
  }

  @Test
  void everyMachineOfTheOracleHasAllItsFunctionsAndNoErrors() throws IOException {
    int machines = 0;
    for (Path folder : SharedData.entries("oracle")) {
      Path listing = folder.resolve("lspci.txt.gz");
      if (!Files.exists(listing)) {
        continue;
      }
      Matcher functions = FUNCTIONS.matcher(Files.readString(folder.resolve("case.json")));

      Reading reading = PlatformReader.read(List.of(SharedData.input(listing)));

      assertThat(reading.diagnostics()).as(folder.toString()).isEmpty();
      assertThat(functions.find()).as(folder.toString()).isTrue();
      assertThat(reading.platform().topology().size())
          .as(folder.toString())
          .isEqualTo(Integer.parseInt(functions.group(1)));
      machines++;
    }
    System.out.println("machines of the oracle read: " + machines);
  }

  private static Stream<Path> samples() throws IOException {
    return SharedData.entries("samples/lspci").stream();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static boolean isHex(Path file) {
    return HEX_ROW.matcher(text(file)).find();
  }

  private static boolean isVerbose(Path file) {
    return VERBOSE.matcher(text(file)).find();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static SortedSet<PciAddress> addresses(Reading reading) {
    var addresses = new TreeSet<PciAddress>();
    reading.platform().topology().functions().forEach(f -> addresses.add(f.address()));
    return addresses;
  }

  private static SortedSet<PciAddress> headers(Path file) {
    var addresses = new TreeSet<PciAddress>();
    Matcher header = HEADER.matcher(text(file));
    while (header.find()) {
      PciAddress.parse(header.group(1) + header.group(2)).ifPresent(addresses::add);
    }
    return addresses;
  }

  /// What a tree drawing in the file holds, read from its lines alone.
  private static SortedSet<PciAddress> drawn(Path file) {
    String lines = text(file).lines().filter(TREE_LINE.asMatchPredicate()).collect(joining("\n"));
    if (lines.isEmpty()) {
      return new TreeSet<>();
    }
    return addresses(PlatformReader.read(List.of(new Input("tree", lines.getBytes(ISO_8859_1)))));
  }

  /// lspci sees functions without any register as well, but can say nothing of them.
  private static <T> SortedMap<PciAddress, T> withRegisters(
      Topology topology, SortedMap<PciAddress, T> all) {
    SortedMap<PciAddress, T> kept = new TreeMap<>();
    all.forEach((address, value) -> {
      if (!topology.find(address).map(f -> f.config().isEmpty()).orElse(false)) {
        kept.put(address, value);
      }
    });
    return kept;
  }

  private static List<PciFunction> dumped(Topology topology) {
    return topology.functions().stream().filter(f -> !f.config().isEmpty()).toList();
  }

  private static SortedMap<PciAddress, String> numbersOf(Topology topology) {
    SortedMap<PciAddress, String> numbers = new TreeMap<>();
    for (PciFunction function : dumped(topology)) {
      String code = "%04x".formatted(function.classCode().ifKnown().orElseThrow().baseAndSub());
      numbers.put(function.address(), code + " " + function.id().ifKnown().orElseThrow());
    }
    return numbers;
  }

  private static SortedMap<PciAddress, LspciProgram.Place> treeOf(Topology topology) {
    SortedMap<PciAddress, LspciProgram.Place> tree = new TreeMap<>();
    for (PciFunction function : dumped(topology)) {
      tree.put(
          function.address(),
          new LspciProgram.Place(parent(topology.parentOf(function.address())), buses(function)));
    }
    return tree;
  }

  private static Optional<PciAddress> parent(Parent parent) {
    return switch (parent) {
      case Parent.RootBus _ -> Optional.empty();
      case Parent.Below(PciAddress bridge) -> Optional.of(bridge);
      case Parent.Untold untold -> untold.somewhereBelow();
    };
  }

  private static String buses(PciFunction function) {
    return function
        .buses()
        .ifKnown()
        .flatMap(known -> known)
        .filter(known -> known.secondary() != 0)
        .map(SampleImportTest::range)
        .orElse("");
  }

  private static String range(BridgeBuses buses) {
    return "%02x-%02x".formatted(buses.secondary(), buses.subordinate());
  }
}
