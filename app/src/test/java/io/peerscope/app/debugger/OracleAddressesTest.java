package io.peerscope.app.debugger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.app.document.Choice;
import io.peerscope.app.document.Context;
import io.peerscope.app.document.Question;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.StepEvent;
import io.peerscope.engine.dma.TraceState;
import io.peerscope.engine.edit.FunctionEdit;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Whoever steps to "address programmed" in the window reads the number that a booted kernel gave.
class OracleAddressesTest {

  private static final Pattern FACT = Pattern.compile("\"(\\w+)\": \"?([^\",\n]+)\"?");

  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final Playback playback = new Playback(document, new HandPulse(), Duration.ZERO);

  @Test
  void theAddressAtTheStepAddressProgrammedIsTheKernels() throws IOException {
    List<Path> machines = machines();
    assumeTrue(!machines.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    var wrong = new ArrayList<String>();
    long read = 0;

    for (Path machine : machines) {
      open(machine);
      for (String line : lines(machine.resolve("map.tsv.gz"))) {
        String[] columns = line.split("\t", -1);
        if (columns[4].equals("bus") || columns[4].equals("direct")) {
          read++;
          String shown = addressProgrammed(columns[1], target(columns[0], columns[2]));
          if (!shown.equals(columns[5])) {
            wrong.add(machine.getFileName() + " " + line + " shows " + shown);
          }
        }
      }
    }

    System.out.printf(
        "%d machines, %d bus and direct addresses read in the window, %d wrong%n",
        machines.size(), read, wrong.size());
    assertThat(wrong.stream().limit(20)).isEmpty();
    assertThat(read).isGreaterThan(10_000);
  }

  private static List<Path> machines() throws IOException {
    Path oracle = Path.of(System.getProperty("peerscope.shared", "../../shared")).resolve("oracle");
    if (!Files.isDirectory(oracle)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(oracle)) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("\\d+-(native|override)"))
          .sorted()
          .toList();
    }
  }

  /// The machine as it was dumped. Where the policy code was told other registers than the hardware
  /// has, the dump with those counts, and the masks are written into it as a user would.
  private void open(Path machine) throws IOException {
    boolean isNative = String.valueOf(machine.getFileName()).endsWith("-native");
    document.open(List.of(machine.resolve(isNative ? "sysfs.tar.gz" : "lspci.txt.gz")));
    if (!isNative) {
      document.edit("tell the DMA masks", masks(lines(machine.resolve("map.tsv.gz"))));
    }
    String facts = Files.readString(machine.resolve("case.json"));
    var cpu = new Cpu(fact(facts, "cpuVendor"), Integer.parseInt(fact(facts, "cpuFamily")));
    String iommu = fact(facts, "iommu").replace("swiotlb", "swiotlb-force");
    Context context = document.context().get();
    document.setContext(
        context
            .withCpu(new Choice.Given<>(cpu))
            .withKernel(
                new Choice.Given<>(KernelVersion.parse(fact(facts, "kernel")).orElseThrow()))
            .withIommu(new Choice.Given<>(IommuMode.ofSpelling(iommu).orElseThrow())));
  }

  private List<PlatformEdit> masks(List<String> lines) {
    Map<String, Long> masks = new TreeMap<>();
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      masks.put(columns[1], Long.parseUnsignedLong(columns[3].substring(2), 16));
    }
    List<PlatformEdit> edits = new ArrayList<>();
    masks.forEach((client, mask) ->
        edits.add(
            new FunctionEdit.SetDmaMask(
                PciAddress.parse(client).orElseThrow(), Fact.known(mask, new EditedByHand()))));
    return edits;
  }

  private static String fact(String json, String name) {
    Matcher found = FACT.matcher(json);
    while (found.find()) {
      if (found.group(1).equals(name)) {
        return found.group(2).strip();
      }
    }
    return "0";
  }

  private static DmaTarget target(String source, String physical) {
    var page = new HostPhysicalAddress(Long.decode(physical));
    return source.equals("ram") ? new DmaTarget.HostMemory(page) : new DmaTarget.AnyMemory(page);
  }

  private String addressProgrammed(String client, DmaTarget target) {
    document.ask(Question.of(PciAddress.parse(client).orElseThrow(), target));
    Verdict verdict = document.verdict().get().orElseThrow();
    return verdict.steps().stream()
        .filter(step -> step.event() == StepEvent.PROGRAM)
        .map(DmaStep::number)
        .findFirst()
        .map(number -> shownAt(verdict, number - 1))
        .orElse("nothing: " + verdict.summary());
  }

  private String shownAt(Verdict verdict, int index) {
    playback.goTo(index);
    return TraceState.at(verdict.steps(), verdict.request().client(), document.step().get())
        .carried()
        .map(address -> Hex.of(address.value()))
        .orElse("no address");
  }

  private static List<String> lines(Path packed) {
    try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
