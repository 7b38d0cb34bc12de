package io.peerscope.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentReading;
import io.peerscope.engine.format.document.DocumentWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments of saving and editing. `-Dpeerscope.kills=N` asks for more,
/// `-Dpeerscope.seed=S` for the moments of an earlier run.
class KilledProgramTest {

  @TempDir private Path folder;

  /// How far a program had come: the numbers of the last journalled and the last saved document.
  private record Progress(int journalled, int saved) {}

  @Test
  void theFileIsTheOldOrTheNewOneAndTheJournalHasTheLastState() throws Exception {
    long seed = Long.getLong("peerscope.seed", 20_260_101);
    int kills = Integer.getInteger("peerscope.kills", 20);
    var random = new Random(seed);
    Path file = folder.resolve("machine.peerscope.json");
    var state = new StateFolder(folder.resolve("state"));
    int saved = 0;
    int next = 0;
    for (int n = 0; n < kills; n++) {
      Progress progress = runAndKill(file, state, next, random);
      try {
        saved = assertOldOrNew(file, Math.max(saved, progress.saved()));
        next = assertRecovered(state, file, progress.journalled()) + 1;
        assertVersionsAreWhole(state, file);
      } catch (AssertionError failure) {
        throw new AssertionError("seed %d, kill %d".formatted(seed, n), failure);
      }
    }
    System.out.printf("seed %d: %d kills, %d documents journalled%n", seed, kills, next);
    assertThat(next).isGreaterThan(kills);
  }

  private static Progress runAndKill(Path file, StateFolder state, int from, Random random)
      throws IOException, InterruptedException {
    Process process =
        ChildProgram.start(
            SaveLoop.class,
            List.of(file.toString(), state.path().toString(), String.valueOf(from)));
    var progress = new Progress(-1, -1);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (int wait = 1 + random.nextInt(40); wait > 0; wait--) {
        progress = after(progress, lines.readLine());
      }
      LockSupport.parkNanos(random.nextInt(3_000_000));
      process.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        progress = after(progress, line);
      }
    }
    process.waitFor();
    return progress;
  }

  private static Progress after(Progress before, String line) {
    String[] words = line.split(" ", -1);
    boolean isWhole = words.length == 2 && words[1].matches("[0-9]+");
    if (!isWhole) {
      return before;
    }
    int number = Integer.parseInt(words[1]);
    return words[0].equals("saved")
        ? new Progress(before.journalled(), number)
        : new Progress(number, before.saved());
  }

  private static int assertOldOrNew(Path file, int saved) throws IOException {
    if (!Files.exists(file)) {
      assertThat(saved).isLessThanOrEqualTo(0);
      return saved;
    }
    DocumentReading reading = DocumentReader.read("file", Files.readAllBytes(file));
    assertThat(reading.diagnostics()).isEmpty();
    int found = numberOf(reading);
    assertThat(found).isBetween(saved, saved + 4);
    assertThat(file).hasBinaryContent(bytes(found));
    return found;
  }

  private static byte[] bytes(int number) {
    return DocumentWriter.write(DocumentStoreTest.document("v" + number));
  }

  /// Finds the last state that the program told of, or one after it, and forgets it.
  private static int assertRecovered(StateFolder state, Path file, int journalled)
      throws IOException {
    List<Recovered> all = Recovered.all(state);
    assertThat(all).hasSize(1);
    Recovered recovered = all.getFirst();
    assertThat(recovered.document()).isEqualTo(Optional.of(file));
    int found = numberOf(recovered.reading());
    assertThat(found).isBetween(journalled, journalled + 1);
    recovered.discard();
    assertThat(Recovered.all(state)).isEmpty();
    return found;
  }

  private static void assertVersionsAreWhole(StateFolder state, Path file) throws IOException {
    for (Path version : Versions.of(state, file).all()) {
      assertThat(DocumentReader.read("version", Files.readAllBytes(version)).diagnostics())
          .isEmpty();
    }
  }

  private static int numberOf(DocumentReading reading) {
    return Integer.parseInt(
        reading.document().platform().firmware().ifKnown().orElseThrow().substring(1));
  }
}
