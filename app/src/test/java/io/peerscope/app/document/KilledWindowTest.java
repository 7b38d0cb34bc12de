package io.peerscope.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.app.document.Bar.Answer;
import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.storage.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while somebody edits and saves, then a new start that recovers. `-Dpeerscope.kills=N`
/// asks for more, `-Dpeerscope.seed=S` for the moments of an earlier run.
class KilledWindowTest {

  /// What may be lost.
  private static final long LAST_SECOND = 1_000;

  @TempDir private Path folder;

  /// @param number what the edit wrote
  /// @param millis when it was made
  private record Edit(int number, long millis) {}

  @Test
  void afterAKillTheNextStartOffersWhatWasThereButForTheLastSecond() throws Exception {
    long seed = Long.getLong("peerscope.seed", 20_260_101);
    int kills = Integer.getInteger("peerscope.kills", 4);
    var random = new Random(seed);
    var state = new StateFolder(folder.resolve("state"));
    Path file = folder.resolve("machine.peerscope.json");
    Files.write(
        file, DocumentWriter.write(Work.readFiles(List.of(sample())).reading().toDocument()));
    int next = 1;
    int recovered = 0;
    long worst = 0;
    for (int n = 0; n < kills; n++) {
      List<Edit> edits = editAndKill(state, file, next, random);
      long killed = System.currentTimeMillis();
      int saved = numberIn(file);
      int found = Math.max(saved, recover(state, file));
      recovered += found > saved ? 1 : 0;
      Edit last = edits.getLast();
      long lost =
          edits.stream()
              .filter(it -> it.number() > found)
              .findFirst()
              .map(it -> killed - it.millis())
              .orElse(0L);
      assertThat(lost).as("seed %d, kill %d: ms lost", seed, n).isLessThanOrEqualTo(LAST_SECOND);
      assertThat(found).isLessThanOrEqualTo(last.number() + 1);
      worst = Math.max(worst, lost);
      next = last.number() + 2;
    }
    System.out.printf(
        "seed %d: %d kills, %d recovered, at most %d ms lost%n", seed, kills, recovered, worst);
    assertThat(recovered).isPositive();
  }

  private List<Edit> editAndKill(StateFolder state, Path file, int from, Random random)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath(),
                    EditLoop.class.getName(),
                    file.toString(),
                    state.path().toString(),
                    String.valueOf(from),
                    String.valueOf(random.nextLong())))
            .redirectErrorStream(true)
            .start();
    var edits = new ArrayList<Edit>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      add(edits, lines.readLine());
      Thread.sleep(100 + random.nextInt(1_500));
      process.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(edits, line);
      }
    }
    process.waitFor();
    return edits;
  }

  private static void add(List<Edit> edits, String line) {
    String[] words = line.split(" ", -1);
    boolean isWhole = words.length == 3 && words[2].length() == 13;
    assertThat(isWhole || !edits.isEmpty()).as(line).isTrue();
    if (isWhole) {
      edits.add(new Edit(Integer.parseInt(words[1]), Long.parseLong(words[2])));
    }
  }

  /// A new start: what its bar offers is taken, and is there as something unsaved.
  private static int recover(StateFolder state, Path file) {
    var document = new WorkbenchDocument(Jobs.immediate());
    try (var keeper =
        new Keeper(document, Jobs.immediate(), Runnable::run, state, EditLoop.nobody())) {
      keeper.recovery().look();
      Optional<Bar> bar =
          keeper.bars().all().get().stream()
              .filter(it -> it.subject() == Subject.RECOVERY)
              .findFirst();
      if (bar.isEmpty()) {
        return 0;
      }
      assertThat(bar.get().what()).contains("machine.peerscope.json");
      Answer recover = bar.get().answers().getFirst();
      keeper.bars().answer(bar.get(), recover);
      assertThat(keeper.bars().all().get()).as("only one was left").isEmpty();
      assertThat(document.history().get().isSaved()).isFalse();
      assertThat(document.machine().get().orElseThrow().origin().document()).contains(file);
      return numberOf(document.drawn().firmware().ifKnown());
    }
  }

  private static int numberIn(Path file) throws IOException {
    var reading = DocumentReader.read("file", Files.readAllBytes(file));
    assertThat(reading.diagnostics()).isEmpty();
    return numberOf(reading.document().platform().firmware().ifKnown());
  }

  private static int numberOf(Optional<String> word) {
    return word.map(it -> Integer.parseInt(it.substring(1))).orElse(0);
  }

  private static Path sample() {
    return Path.of(
        System.getProperty("peerscope.root", ".."), "sample-topologies", "09-eight-gpus.txt");
  }

  private static String classPath() {
    return String.join(
        System.getProperty("path.separator"),
        folderOf(EditLoop.class),
        folderOf(Keeper.class),
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""));
  }

  /// The folder that a class was loaded from; a patched module names another.
  private static String folderOf(Class<?> type) {
    try {
      Path at =
          Path.of(
              Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class")).toURI());
      for (int up = type.getName().split("\\.", -1).length; up > 0; up--) {
        at = Objects.requireNonNull(at.getParent());
      }
      return at.toString();
    } catch (URISyntaxException strange) {
      throw new IllegalStateException(strange);
    }
  }
}
