package io.peerscope.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.RandomMachine;
import io.peerscope.engine.edit.EditResult;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a journal keeps, and when there is something to recover.
class JournalTest {

  @TempDir private Path folder;

  @Test
  void nothingIsToBeRecoveredWhileTheProgramRunsOrAfterItHasSaved() throws IOException {
    var state = new StateFolder(folder);
    Journal journal = Journal.start(state, Optional.empty());
    journal.add(DocumentStoreTest.document("a"));

    assertThat(Recovered.all(state)).isEmpty();
    journal.close();
    assertThat(Recovered.all(state)).isEmpty();
  }

  @Test
  void aTornLastStateLeavesTheOneBeforeIt() throws IOException {
    Path journal = journalOf("a", "b");
    byte[] whole = Files.readAllBytes(journal);

    for (int cut = 1; cut < whole.length; cut += 97) {
      Files.write(journal, Arrays.copyOf(whole, whole.length - cut));
      assertThat(wordIn(journal))
          .as("cut %d of %d", cut, whole.length)
          .isNotEqualTo(Optional.of("b"));
    }
    Files.write(journal, Arrays.copyOf(whole, whole.length - 1));
    assertThat(wordIn(journal)).contains("a");
  }

  @Test
  void anEditAddsLittleAndComesBackAndATornOneLeavesTheStateBeforeIt() throws IOException {
    PeerscopeDocument opened = PeerscopeDocument.of(large());
    PeerscopeDocument edited = opened.with(edited(opened.platform(), 0x1d));
    PeerscopeDocument again = opened.with(edited(edited.platform(), 0));
    Path journal = journalOf(opened);
    long whole = Files.size(journal);
    journal = journalOf(opened, edited, again);
    byte[] all = Files.readAllBytes(journal);

    assertThat(Files.size(journal) - whole).isLessThan(whole / 2);
    assertThat(bytesIn(journal)).isEqualTo(DocumentWriter.write(again));
    Files.write(journal, Arrays.copyOf(all, all.length - 1));
    assertThat(bytesIn(journal)).isEqualTo(DocumentWriter.write(edited));
    Files.write(journal, Arrays.copyOf(all, (int) whole + 1));
    assertThat(bytesIn(journal)).isEqualTo(DocumentWriter.write(opened));
  }

  private static byte[] bytesIn(Path journal) throws IOException {
    return DocumentWriter.write(Recovered.of(journal).orElseThrow().reading().document());
  }

  private static Platform large() {
    return LongStream.rangeClosed(1, 1_000)
        .mapToObj(seed -> RandomMachine.of(seed).build())
        .filter(machine -> machine.topology().size() >= 60)
        .filter(machine -> !edited(machine, 0x1d).equals(machine))
        .findFirst()
        .orElseThrow();
  }

  /// With another ACS Control word at the first port that has one.
  private static Platform edited(Platform machine, int word) {
    return machine.topology().functions().stream()
        .filter(function -> function.kind().isBridge())
        .map(
            function -> new SetAcsControl(function.address(), Fact.known(word, new EditedByHand())))
        .map(edit -> edit.applyTo(machine))
        .filter(EditResult.Applied.class::isInstance)
        .map(done -> ((EditResult.Applied) done).platform())
        .findFirst()
        .orElse(machine);
  }

  private static Optional<String> wordIn(Path journal) throws IOException {
    return Recovered.of(journal)
        .flatMap(recovered -> recovered.reading().document().platform().firmware().ifKnown());
  }

  private Path journalOf(String... words) throws IOException {
    return journalOf(
        Arrays.stream(words).map(DocumentStoreTest::document).toArray(PeerscopeDocument[]::new));
  }

  private Path journalOf(PeerscopeDocument... states) throws IOException {
    var state = new StateFolder(folder);
    Path copy = folder.resolve("copy.journal");
    try (Journal journal = Journal.start(state, Optional.empty())) {
      for (PeerscopeDocument each : states) {
        journal.add(each);
      }
      try (var files = Files.list(state.journals())) {
        Files.copy(files.findFirst().orElseThrow(), copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  @Test
  void autosaveKeepsTheLastOfManyChangesWithinASecond() throws Exception {
    var state = new StateFolder(folder);
    List<String> trouble = new ArrayList<>();
    try (Autosave autosave = new Autosave(state, trouble::add)) {
      for (int n = 0; n <= 50; n++) {
        autosave.changed(Optional.empty(), DocumentStoreTest.document("v" + n));
      }
      Thread.sleep(1_000);
      Path copy = folder.resolve("copy.journal");
      try (var files = Files.list(state.journals())) {
        Files.copy(files.findFirst().orElseThrow(), copy);
      }

      assertThat(wordIn(copy)).contains("v50");
    }
    assertThat(trouble).isEmpty();
    assertThat(Recovered.all(state)).isEmpty();
  }

  @Test
  void whatIsSavedOrGivenUpIsNotToBeRecovered() throws Exception {
    var state = new StateFolder(folder);
    Path file = folder.resolve("machine.peerscope.json");
    try (Autosave autosave = new Autosave(state, JournalTest::fail)) {
      autosave.changed(Optional.empty(), DocumentStoreTest.document("a"));
      waitForJournals(state, 1);
      autosave.settled();
      waitForJournals(state, 0);
      autosave.changed(Optional.of(file), DocumentStoreTest.document("b"));
      waitForJournals(state, 1);
    }
    waitForJournals(state, 0);
  }

  private static void fail(String trouble) {
    throw new AssertionError(trouble);
  }

  private static void waitForJournals(StateFolder state, int count) throws Exception {
    waitUntil(() -> journals(state) == count);
  }

  private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).as("what was waited for").isTrue();
  }

  private static long journals(StateFolder state) {
    try (var files = Files.list(state.journals())) {
      return files.count();
    } catch (IOException notThereYet) {
      return 0;
    }
  }

  @Test
  void whatWasTakenOverIsInTheNewJournalBeforeTheOldOneGoes() throws Exception {
    var state = new StateFolder(folder);
    Path left = journalOf("a");
    Path old = Files.copy(left, state.journals().resolve("of-a-killed-program.journal"));
    Files.delete(left);
    Recovered recovered = Recovered.all(state).getFirst();

    try (Autosave autosave = new Autosave(state, JournalTest::fail)) {
      autosave.takeOver(recovered, recovered.reading().document());
      waitUntil(() -> !Files.exists(old));
      waitForJournals(state, 1);
      assertThat(Recovered.all(state)).as("of this program").isEmpty();
    }
  }

  @Test
  void aJournalThatCannotBeReadDoesNotHideTheOthers() throws IOException {
    var state = new StateFolder(folder);
    Path left = journalOf("a");
    Files.copy(left, state.journals().resolve("good.journal"));
    byte[] strange = Files.readAllBytes(left);
    Files.write(state.journals().resolve("torn.journal"), Arrays.copyOf(strange, 20));
    Files.createDirectory(state.journals().resolve("folder.journal"));

    assertThat(Recovered.all(state)).hasSize(1);
  }
}
