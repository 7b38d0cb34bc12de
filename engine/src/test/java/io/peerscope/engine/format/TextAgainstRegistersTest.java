package io.peerscope.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.Topology;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The text of lspci and the registers it was made from must tell the same, as far as text tells
/// it.
class TextAgainstRegistersTest {

  /// What the registers of a virtual function read.
  private static final VendorDevice VIRTUAL = new VendorDevice(0xffff, 0xffff);

  @TestFactory
  Stream<DynamicTest> textOfADumpTellsWhatTheDumpTells() throws IOException {
    return SharedData.entries("samples/derived").stream()
        .map(folder ->
            DynamicTest.dynamicTest(
                folder.getFileName().toString(), () -> assertTextOfDump(folder)));
  }

  private static void assertTextOfDump(Path folder) throws IOException {
    Path samples = SharedData.folder("samples/lspci").orElseThrow();
    String dump =
        Files.readString(
            samples.resolve(folder.getFileName() + ".txt"), StandardCharsets.ISO_8859_1);
    String text = Files.readString(folder.resolve("vvvnn.txt"), StandardCharsets.ISO_8859_1);

    assertSame(onlyRows(dump), text);
  }

  @TestFactory
  Stream<DynamicTest> textOfAMachineTellsWhatItsRegistersTell() throws IOException {
    return SharedData.entries("oracle").stream()
        .map(folder -> folder.resolve("lspci.txt.gz"))
        .filter(Files::exists)
        .map(file ->
            DynamicTest.dynamicTest(
                file.getParent().getFileName().toString(), () -> assertBothHalves(file)));
  }

  private static void assertBothHalves(Path file) throws IOException {
    String whole;
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      whole = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    assumeTrue(whole.contains("\tControl: "), "skipped: its text is header lines only");
    assertSame(onlyRows(whole), withoutRows(whole));
  }

  private static boolean isRow(String line) {
    return line.matches("[0-9a-f]{2,3}: [0-9a-f]{2}.*");
  }

  /// Headers become bare addresses, so that nothing but registers is left.
  private static String onlyRows(String listing) {
    return listing
        .lines()
        .filter(line -> isRow(line) || line.matches("[0-9a-f:]{5,}\\.[0-7] .*"))
        .map(line -> isRow(line) ? line : line.substring(0, line.indexOf(' ')) + " x")
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String withoutRows(String listing) {
    return listing.lines().filter(line -> !isRow(line)).collect(Collectors.joining("\n", "", "\n"));
  }

  private static void assertSame(String rows, String text) {
    Topology registers = read(rows);
    Topology words = read(text);
    var differences = new ArrayList<String>();
    for (PciFunction function : registers.functions()) {
      Optional<PciFunction> told = words.find(function.address());
      if (told.isEmpty()) {
        differences.add(function.address() + " is missing in the text");
      } else if (!function.config().isEmpty()) {
        compare(function, told.get(), differences);
        compare(
            function,
            "parent",
            registers.parentOf(function.address()),
            words.parentOf(function.address()),
            differences);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static Topology read(String text) {
    Reading reading =
        PlatformReader.read(List.of(new Input("x", text.getBytes(StandardCharsets.UTF_8))));
    assertThat(reading.diagnostics())
        .extracting(Diagnostic::code)
        .doesNotContain("not-understood", "malformed-row", "truncated-row");
    return reading.platform().topology();
  }

  private static void compare(PciFunction register, PciFunction word, List<String> differences) {
    if (!known(register.id()).equals(Optional.of(VIRTUAL))) {
      compare(register, "id", known(register.id()), known(word.id()), differences);
    }
    compare(
        register,
        "class",
        register.classCode().ifKnown().map(code -> code.baseAndSub()),
        word.classCode().ifKnown().map(code -> code.baseAndSub()),
        differences);
    if (register.capabilities().standardMissing().isEmpty()) {
      compare(register, "kind", register.kind(), word.kind(), differences);
    }
    compare(register, "buses", known(register.buses()), known(word.buses()), differences);
    compare(register, "capabilities", offsets(register), offsets(word), differences);
    compare(register, "express", express(register), express(word), differences);
    compare(register, "acs", acs(register), acs(word), differences);
    compare(register, "atomics", List.of(), contradictions(register, word), differences);
    compare(register, "sr-iov", sriov(register), sriov(word), differences);
  }

  private static void compare(
      PciFunction function, String what, Object expected, Object actual, List<String> differences) {
    if (!expected.equals(actual)) {
      differences.add(
          "%s %s: registers %s, text %s".formatted(function.address(), what, expected, actual));
    }
  }

  private static <T> Optional<T> known(Fact<T> fact) {
    return fact.ifKnown();
  }

  /// lspci shows extended capabilities of PCI Express functions only.
  private static List<Integer> offsets(PciFunction function) {
    int end = find(function, PciExpress.class).isPresent() ? 0x1000 : 0x100;
    return function.capabilities().all().stream()
        .map(Capability::offset)
        .filter(offset -> offset < end)
        .sorted()
        .toList();
  }

  private static <C extends Capability> Optional<C> find(PciFunction function, Class<C> kind) {
    return function.capabilities().all().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  private static String express(PciFunction function) {
    return find(function, PciExpress.class)
        .map(found -> "%s %s slot %s".formatted(found.type(), link(found.maximum()), found.slot()))
        .orElse("none");
  }

  /// Where the text tells a bit, the register holds it.
  private static List<String> contradictions(PciFunction register, PciFunction word) {
    Optional<AtomicOps> bits = find(register, PciExpress.class).map(PciExpress::atomicOps);
    Optional<AtomicOps> told = find(word, PciExpress.class).map(PciExpress::atomicOps);
    if (bits.isEmpty() || told.isEmpty()) {
      return List.of();
    }
    List<Fact<Boolean>> registers = facts(bits.get());
    List<Fact<Boolean>> words = facts(told.get());
    return IntStream.range(0, words.size())
        .filter(at -> registers.get(at).ifKnown().isPresent())
        .filter(at -> words.get(at).ifKnown().isPresent())
        .filter(at -> !known(words.get(at)).equals(known(registers.get(at))))
        .mapToObj(at -> "bit %d of the six".formatted(at))
        .toList();
  }

  private static List<Fact<Boolean>> facts(AtomicOps atomics) {
    return List.of(
        atomics.routed(),
        atomics.completes32(),
        atomics.completes64(),
        atomics.completes128(),
        atomics.requests(),
        atomics.egressBlocked());
  }

  /// Text has no number for a speed that lspci does not know.
  private static String link(Fact<Link> link) {
    return link.ifKnown().filter(known -> !known.speed().equals("unknown")).toString();
  }

  private static String acs(PciFunction function) {
    return find(function, AccessControlServices.class)
        .map(found ->
            "cap %s ctl %s"
                .formatted(
                    known(found.supported()).map(word -> word & 0x7f),
                    known(found.control()).map(word -> word & 0x7f)))
        .orElse("none");
  }

  private static String sriov(PciFunction function) {
    return find(function, SingleRootIov.class)
        .map(found ->
            "%s %s %s %s"
                .formatted(
                    known(found.totalVfs()),
                    known(found.numVfs()),
                    known(found.vfOffset()),
                    known(found.vfStride())))
        .orElse("none");
  }
}
