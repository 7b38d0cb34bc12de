package io.peerscope.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What fuzzing kept, read again: no exception, an answer to everything, and none that takes long.
class FuzzCorpusTest {

  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Test
  void everythingThatFuzzingKeptIsReadWithoutExceptionAndWithoutDelay() throws IOException {
    var reads = new ReadsAnything();
    List<String> wrong = new ArrayList<>();
    for (Importer importer : Importer.values()) {
      List<Path> inputs = inputs(importer);
      for (Path input : inputs) {
        read(reads, importer, input).ifPresent(wrong::add);
      }
      assertThat(inputs).as("corpus of " + importer.folder()).isNotEmpty();
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> inputs(Importer importer) throws IOException {
    Path folder =
        Path.of(System.getProperty("peerscope.root", ".."))
            .resolve("engine/src/test/resources/fuzz")
            .resolve(importer.folder());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Optional<String> read(ReadsAnything reads, Importer importer, Path input)
      throws IOException {
    byte[] content = Files.readAllBytes(input);
    long began = Fuzzed.cpuMillis();
    try {
      reads.accept(importer.folder(), content);
    } catch (RuntimeException | Error failure) {
      return Optional.of(importer.folder() + "/" + input.getFileName() + ": " + failure);
    }
    Duration taken = Duration.ofMillis(Fuzzed.cpuMillis() - began);
    return taken.compareTo(LONGEST) < 0
        ? Optional.empty()
        : Optional.of(importer.folder() + "/" + input.getFileName() + ": " + taken);
  }
}
