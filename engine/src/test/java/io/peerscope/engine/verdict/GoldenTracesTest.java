package io.peerscope.engine.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.fact.Reason;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The trace of every shipped sample under every strategy and operation, as text to review.
///
/// `mvn -pl engine test -Dtest=GoldenTracesTest -Dpeerscope.write=true` writes the files anew.
class GoldenTracesTest {

  private static final Path ROOT = Path.of(System.getProperty("peerscope.root", ".."));
  private static final Path SAMPLES = ROOT.resolve("sample-topologies");
  private static final Path GOLDEN = ROOT.resolve("engine/src/test/resources/golden");
  private static final Pattern TRY = Pattern.compile("(?m)^# Try: (\\S+) -> (\\S+) (\\S+)$");

  /// A sample whose story is told under a platform of its own as well.
  private static final String STORE_ONLY = "08-store-only+power-store-only";

  @TestFactory
  Stream<DynamicTest> traceIsAsReviewed() {
    return samples().stream()
        .flatMap(sample ->
            Stream.of(StrategyName.values())
                .map(strategy ->
                    DynamicTest.dynamicTest(
                        sample + " " + strategy.spelling(), () -> check(sample, strategy))));
  }

  @Test
  void everyReviewedTraceBelongsToASampleAndAStrategy() throws IOException {
    List<String> expected =
        samples().stream()
            .flatMap(sample ->
                Stream.of(StrategyName.values())
                    .map(strategy -> sample + "/" + strategy.spelling() + ".txt"))
            .toList();

    try (Stream<Path> files = Files.walk(GOLDEN)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> GOLDEN.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<String> samples() {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return Stream.concat(
              Stream.of(STORE_ONLY),
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".txt"))
                  .map(name -> name.substring(0, name.length() - ".txt".length())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String sample, StrategyName strategy) throws IOException {
    Path file = GOLDEN.resolve(sample).resolve(strategy.spelling() + ".txt");
    String text = traces(sample, strategy);
    if (Boolean.getBoolean("peerscope.write")) {
      Files.createDirectories(GOLDEN.resolve(sample));
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private static String traces(String sample, StrategyName strategy) throws IOException {
    String[] parts = sample.split("\\+", -1);
    String name = parts[0] + ".txt";
    byte[] content = Files.readAllBytes(SAMPLES.resolve(name));
    Platform read = PlatformReader.read(List.of(new Input(name, content))).platform();
    Platform platform =
        parts.length == 1
            ? read
            : read.withFirmware(Fact.known(parts[1], new GivenByOption("--platform")));
    Matcher line = TRY.matcher(new String(content, UTF_8));
    assertThat(line.find()).as("a line `# Try: CLIENT -> TARGET OPERATION`").isTrue();
    PciAddress client = PciAddress.parse(line.group(1)).orElseThrow();
    DmaTarget target = DmaTarget.parse(line.group(2)).orElseThrow();
    var judge = new Judge(platform, strategy.with(TranslatorPlacement.Named.SWITCHES));
    return "%s, %s: %s -> %s\n".formatted(sample, strategy.spelling(), client, target)
        + Stream.of(Operation.WRITE, Operation.READ, Operation.ATOMIC)
            .map(operation -> judge.judge(DmaRequest.page(client, target, operation)))
            .map(GoldenTracesTest::trace)
            .collect(Collectors.joining());
  }

  private static String trace(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(verdict.request().operation().spelling() + ": " + verdict.outcome().spelling());
    lines.add("  " + verdict.summary());
    lines.add("  by " + verdict.answeredBy());
    verdict.gates().forEach((gate, result) -> lines.add("  " + gate(gate, result)));
    verdict.steps().forEach(step -> lines.add("  " + step(step)));
    for (Hazard hazard : verdict.hazards()) {
      lines.add("  hazard %s: %s".formatted(hazard.code(), hazard.text()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String gate(Gate gate, GateResult result) {
    return "%-8s%s"
        .formatted(
            gate.spelling(),
            switch (result) {
              case GateResult.Allowed(var reasons) -> "allowed       " + codes(reasons);
              case GateResult.Refused(var reasons) -> "refused       " + codes(reasons);
              case GateResult.Undetermined(var reasons) -> "undetermined  " + codes(reasons);
              case GateResult.NotAsked _ -> "not-asked";
            });
  }

  /// `peer-not-supported(acs-redirect(host-bridge-not-listed))`.
  private static String codes(List<Reason> reasons) {
    return reasons.stream()
        .map(reason ->
            reason.because().isEmpty()
                ? reason.code()
                : reason.code() + "(" + codes(reason.because()) + ")")
        .collect(Collectors.joining(" "));
  }

  private static String step(DmaStep step) {
    String tlp = step.tlp().isEmpty() ? "" : step.tlp() + ", ";
    return "%2d %-10s %-16s %s%s%s; %s"
        .formatted(
            step.number(),
            step.event().spelling(),
            step.at(),
            tlp,
            spell(step.address()).orElse("no address"),
            spell(step.translatedTo()).map(to -> " -> " + to).orElse(""),
            step.decision());
  }

  private static Optional<String> spell(Optional<Address> address) {
    return address.map(known -> known.space().spelling() + " " + Hex.of(known.value()));
  }
}
