package io.peerscope.engine.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The DMAs of the shipped samples under every strategy and operation, to RAM as well.
record SampleVerdicts(String name, Platform platform, Verdict verdict) {

  private static final Path SAMPLES =
      Path.of(System.getProperty("peerscope.root", ".."), "sample-topologies");
  private static final Pattern TRY = Pattern.compile("(?m)^# Try: (\\S+) -> (\\S+) (\\S+)$");

  static List<SampleVerdicts> all() {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .flatMap(file -> of(file).stream())
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static List<SampleVerdicts> of(Path file) {
    byte[] content = content(file);
    String name = String.valueOf(file.getFileName());
    Platform platform = PlatformReader.read(List.of(new Input(name, content))).platform();
    Matcher line = TRY.matcher(new String(content, UTF_8));
    if (!line.find()) {
      throw new IllegalStateException(name + " has no line `# Try:`");
    }
    PciAddress client = PciAddress.parse(line.group(1)).orElseThrow();
    List<SampleVerdicts> all = new ArrayList<>();
    for (StrategyName strategy : StrategyName.values()) {
      var judge = new Judge(platform, strategy.with(TranslatorPlacement.Named.SWITCHES));
      for (Operation operation : Operation.values()) {
        for (String target : List.of(line.group(2), "host:0x1000")) {
          var request = DmaRequest.page(client, DmaTarget.parse(target).orElseThrow(), operation);
          all.add(
              new SampleVerdicts(
                  "%s %s %s %s".formatted(name, strategy.spelling(), operation.spelling(), target),
                  platform,
                  judge.judge(request)));
        }
      }
    }
    return all;
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
