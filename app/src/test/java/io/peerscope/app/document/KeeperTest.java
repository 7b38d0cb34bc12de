package io.peerscope.app.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.app.document.Asking.Leaving;
import io.peerscope.app.document.Bar.Subject;
import io.peerscope.app.fx.Jobs;
import io.peerscope.engine.edit.PlatformFactEdit.SetFirmware;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.storage.Autosave;
import io.peerscope.engine.storage.Recovered;
import io.peerscope.engine.storage.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a window does with the file of its machine, without the window.
class KeeperTest {

  @TempDir private Path folder;
  private final WorkbenchDocument document = new WorkbenchDocument(Jobs.immediate());
  private final Answers answers = new Answers();
  private Keeper keeper;
  private Path file;

  /// Answers as a test wants.
  private static final class Answers implements Asking {

    private final List<String> asked = new ArrayList<>();
    private Optional<Path> target = Optional.empty();
    private Leaving leaving = Leaving.STAY;

    @Override
    public Optional<Path> chooseTarget(Path suggested) {
      asked.add(String.valueOf(suggested.getFileName()));
      return target;
    }

    @Override
    public Leaving beforeLeaving(String name) {
      asked.add("leave " + name);
      return leaving;
    }
  }

  @BeforeEach
  void open() throws IOException {
    keeper = keeper();
    file = folder.resolve("machine.peerscope.json");
    Files.write(file, DocumentWriter.write(sampleAsDocument()));
    document.open(List.of(file));
  }

  private Keeper keeper() {
    return new Keeper(
        document,
        Jobs.immediate(),
        Runnable::run,
        new StateFolder(folder.resolve("state")),
        answers);
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  private static PeerscopeDocument sampleAsDocument() {
    return Work.readFiles(List.of(sample())).reading().toDocument();
  }

  private static Path sample() {
    return Path.of(
        System.getProperty("peerscope.root", ".."), "sample-topologies", "01-one-switch.txt");
  }

  // --- saving
  // --------------------------------------------------------------------------------------

  @Test
  void savedStateIsFoundAgainByUndo() throws IOException {
    edit("one");
    assertThat(isSaved()).isFalse();

    keeper.saving().save();

    assertThat(isSaved()).isTrue();
    assertThat(wordIn(file)).contains("one");
    edit("two");
    assertThat(isSaved()).isFalse();
    document.undo();
    assertThat(isSaved()).isTrue();
    assertThat(answers.asked).isEmpty();
    assertThat(bars()).isEmpty();
  }

  @Test
  void aDumpIsNeverReplacedButSavedUnderTheNameOfADocument() throws IOException {
    Path dump = Files.copy(sample(), folder.resolve("dump.txt"));
    byte[] before = Files.readAllBytes(dump);
    document.open(List.of(dump));
    edit("one");
    answers.target = Optional.of(folder.resolve("chosen"));

    keeper.saving().save();
    edit("two");
    keeper.saving().save();

    assertThat(answers.asked).containsExactly("dump.peerscope.json");
    assertThat(dump).hasBinaryContent(before);
    assertThat(wordIn(folder.resolve("chosen.peerscope.json"))).contains("two");
    assertThat(document.machine().get().orElseThrow().name()).isEqualTo("chosen.peerscope.json");
  }

  @Test
  void aFileThatNobodyAskedToReplaceIsNotReplaced() throws IOException {
    byte[] before = Files.readAllBytes(file);
    document.openText("pasted", Files.readString(sample()));
    answers.target = Optional.of(folder.resolve("machine"));

    keeper.saving().saveAs();

    assertThat(bar(Subject.SAVING).what()).contains("there is a file of that name already");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void whatANewerPeerscopeAddedIsWrittenBack() throws IOException {
    String extended =
        Files.readString(file)
            .replaceFirst("\"schemaVersion\": 1,", "\"schemaVersion\": 1, \"later\": [7],");
    Files.writeString(file, extended);
    document.open(List.of(file));

    edit("one");
    keeper.saving().save();

    assertThat(file).content().contains("\"later\": [7]");
  }

  @Test
  void aDocumentOfANewerPeerscopeIsCopiedButNeverReplaced() throws IOException {
    Files.writeString(
        file,
        Files.readString(file).replaceFirst("\"schemaVersion\": 1,", "\"schemaVersion\": 2,"));
    byte[] before = Files.readAllBytes(file);
    document.open(List.of(file));
    edit("one");

    answers.target = Optional.of(file);
    keeper.saving().save();
    assertThat(bar(Subject.SAVING).what()).contains("newer Peerscope");
    assertThat(file).hasBinaryContent(before);

    Path copy = folder.resolve("copy.peerscope.json");
    answers.target = Optional.of(copy);
    choose(Subject.SAVING, "Save as…");
    assertThat(wordIn(copy)).contains("one");
    assertThat(isSaved()).isTrue();
    assertThat(bars()).isEmpty();
  }

  @Test
  void aDocumentThatWasReadInPartIsNotReplacedWithoutAsking() throws IOException {
    Files.writeString(file, Files.readString(file).substring(0, 6_000));
    document.open(List.of(file));
    edit("one");

    keeper.saving().save();

    assertThat(answers.asked).containsExactly("machine.peerscope.json");
    assertThat(Files.size(file)).isEqualTo(6_000);
  }

  @Test
  void aBlankPageIsSavedAndOpensAgain() {
    document.startBlank();
    Path blank = folder.resolve("blank.peerscope.json");
    answers.target = Optional.of(blank);

    keeper.saving().save();
    document.open(List.of(file));
    document.open(List.of(blank));

    assertThat(document.machine().get().orElseThrow().name()).isEqualTo("blank.peerscope.json");
    assertThat(document.drawn().topology().size()).isZero();
    assertThat(document.notice().get()).isEmpty();
  }

  // --- what is in the way
  // --------------------------------------------------------------------------

  @Test
  void aVanishedFolderIsToldAndTheChangesStay() throws IOException {
    Path there = Files.createDirectory(folder.resolve("there")).resolve("m.peerscope.json");
    Files.copy(file, there);
    document.open(List.of(there));
    edit("one");
    Files.delete(there);
    Files.delete(there.getParent());

    keeper.saving().save();

    assertThat(bar(Subject.SAVING).what()).contains("its folder is gone");
    assertThat(isSaved()).isFalse();
    Files.createDirectory(there.getParent());
    choose(Subject.SAVING, "Try again");
    assertThat(wordIn(there)).contains("one");
  }

  @Test
  void aFolderThatTakesNoFilesIsTold() {
    Path unwritable = Path.of("/sys");
    assumeTrue(Files.isDirectory(unwritable), "skipped: there is no /sys");
    edit("one");
    answers.target = Optional.of(unwritable.resolve("m.peerscope.json"));

    keeper.saving().saveAs();

    assertThat(bar(Subject.SAVING).what()).contains("save it elsewhere");
    assertThat(isSaved()).isFalse();
    assertThat(document.machine().get().orElseThrow().file()).contains(file);
  }

  @Test
  void unsavedChangesThatCannotBeKeptAsideAreTold() throws IOException {
    Path noFolder = Files.createFile(folder.resolve("no-folder"));
    var other = new WorkbenchDocument(Jobs.immediate());
    var told = new CompletableFuture<String>();
    try (var troubled =
        new Keeper(other, Jobs.immediate(), Runnable::run, new StateFolder(noFolder), answers)) {
      troubled
          .bars()
          .all()
          .subscribe(all -> all.stream().map(Bar::what).findFirst().ifPresent(told::complete));
      other.open(List.of(file));
      other.edit(firmware("one"));

      assertThat(told.join()).startsWith("Unsaved changes cannot be kept aside: ");
    }
  }

  @Test
  void aSymbolicLinkStaysAndItsTargetIsSaved() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.peerscope.json"), file);
    document.open(List.of(link));
    edit("one");

    keeper.saving().save();
    keeper.disk().look();

    assertThat(link).isSymbolicLink();
    assertThat(wordIn(file)).contains("one");
    assertThat(bars()).isEmpty();
  }

  // --- others
  // --------------------------------------------------------------------------------------

  @Test
  void whatOthersWroteIsReplacedOnlyWhenTheUserSaysSoAndKeptThen() throws IOException {
    edit("mine");
    byte[] theirs = changeByOthers("theirs");

    keeper.saving().save();
    assertThat(bar(Subject.SAVING).what()).contains("Another program has changed");
    assertThat(file).hasBinaryContent(theirs);

    choose(Subject.SAVING, "Save anyway");
    assertThat(wordIn(file)).contains("mine");
    assertThat(isSaved()).isTrue();
    assertThat(keeper.versions().all().get().getFirst().file()).hasBinaryContent(theirs);
  }

  @Test
  void reloadingIsOneMoreStateAndUndoGivesMineBack() throws IOException {
    edit("mine");
    changeByOthers("theirs");

    keeper.saving().save();
    choose(Subject.SAVING, "Reload");

    assertThat(word()).contains("theirs");
    assertThat(isSaved()).isTrue();
    document.undo();
    assertThat(word()).contains("mine");
    assertThat(isSaved()).isFalse();
  }

  @Test
  void aChangeOnDiskIsNoticedWhileNothingIsSaved() throws IOException {
    keeper.disk().look();
    assertThat(bars()).isEmpty();
    changeByOthers("theirs");

    keeper.disk().look();
    choose(Subject.DISK, "Keep mine");

    assertThat(isSaved()).as("the disk holds another machine").isFalse();
    keeper.disk().look();
    assertThat(bars()).isEmpty();
    edit("mine");
    keeper.saving().save();
    assertThat(wordIn(file)).contains("mine");
  }

  @Test
  void aChangeThatIsTakenBackNeedsNoAnswer() throws IOException {
    byte[] before = Files.readAllBytes(file);
    var when = Files.getLastModifiedTime(file);
    changeByOthers("theirs");
    keeper.disk().look();
    assertThat(bars()).hasSize(1);

    Files.write(file, before);
    Files.setLastModifiedTime(file, when);
    keeper.disk().look();

    assertThat(bars()).isEmpty();
  }

  @Test
  void aRemovedFileIsToldAndWrittenAgainButNotOverANewOne() throws IOException {
    Files.delete(file);
    keeper.disk().look();
    assertThat(bar(Subject.DISK).what()).contains("gone from the disk");
    choose(Subject.DISK, "Keep mine");
    assertThat(isSaved()).isFalse();

    Files.writeString(file, "somebody else's");
    keeper.saving().save();
    assertThat(bar(Subject.SAVING).what()).contains("there is a file of that name already");
    assertThat(file).content().isEqualTo("somebody else's");

    Files.delete(file);
    choose(Subject.SAVING, "Try again");
    assertThat(isSaved()).isTrue();
    assertThat(file).isRegularFile();
  }

  @Test
  void aDumpThatIsWrittenAnewCanBeReadAgain() throws IOException {
    Path dump = Files.copy(sample(), folder.resolve("dump.txt"));
    document.open(List.of(dump));
    int before = document.drawn().topology().size();
    Files.copy(
        sample().resolveSibling("09-eight-gpus.txt"), dump, StandardCopyOption.REPLACE_EXISTING);

    keeper.disk().look();
    choose(Subject.DISK, "Reload");

    assertThat(document.drawn().topology().size()).isGreaterThan(before);
    assertThat(bars()).isEmpty();
  }

  // --- leaving
  // -------------------------------------------------------------------------------------

  @Test
  void nobodyIsAskedWhileEverythingIsSaved() {
    var left = new ArrayList<String>();
    keeper.saving().leave(() -> left.add("left"));

    assertThat(left).hasSize(1);
    assertThat(answers.asked).isEmpty();
  }

  @Test
  void unsavedChangesAreLeftOnlyAsTheUserAnswers() throws IOException {
    var left = new ArrayList<String>();
    edit("one");

    keeper.saving().leave(() -> left.add("stayed"));
    assertThat(left).isEmpty();

    answers.leaving = Leaving.DISCARD;
    keeper.saving().leave(() -> left.add("discarded"));
    assertThat(wordIn(file)).isEmpty();

    answers.leaving = Leaving.SAVE;
    keeper.saving().leave(() -> left.add("saved"));
    assertThat(wordIn(file)).contains("one");
    assertThat(left).containsExactly("discarded", "saved");
    assertThat(answers.asked).containsOnly("leave machine.peerscope.json");
  }

  @Test
  void whoCannotSaveDoesNotLeave() throws IOException {
    var left = new ArrayList<String>();
    edit("mine");
    changeByOthers("theirs");
    answers.leaving = Leaving.SAVE;

    keeper.saving().leave(() -> left.add("left"));
    assertThat(left).isEmpty();

    choose(Subject.SAVING, "Save anyway");
    assertThat(left).containsExactly("left");
  }

  // --- earlier versions
  // ----------------------------------------------------------------------------

  @Test
  void anEarlierVersionComesAsAStateThatIsNotSaved() {
    assertThat(keeper.versions().all().get()).isEmpty();
    edit("one");
    keeper.saving().save();
    edit("two");
    keeper.saving().save();

    var versions = keeper.versions().all().get();
    assertThat(versions).hasSize(2);
    keeper.versions().open(versions.getFirst());

    assertThat(word()).contains("one");
    assertThat(isSaved()).isFalse();
    document.undo();
    assertThat(word()).contains("two");
    assertThat(isSaved()).isTrue();
  }

  // --- recovering
  // ----------------------------------------------------------------------------------

  @Test
  void whatAKilledProgramLeftComesAsAStateThatIsNotSaved() throws Exception {
    leaveUnsaved(file, "left");

    keeper.recovery().look();
    assertThat(bar(Subject.RECOVERY).what()).contains("machine.peerscope.json");
    choose(Subject.RECOVERY, "Recover");

    assertThat(word()).contains("left");
    assertThat(isSaved()).isFalse();
    keeper.saving().save();
    assertThat(wordIn(file)).contains("left");
    assertThat(answers.asked).isEmpty();
  }

  @Test
  void whatIsDiscardedIsNotOfferedAgain() throws Exception {
    leaveUnsaved(file, "left");

    keeper.recovery().look();
    choose(Subject.RECOVERY, "Discard");
    keeper.recovery().look();

    assertThat(bars()).isEmpty();
    assertThat(word()).isEmpty();
  }

  @Test
  void whoStaysWithUnsavedChangesIsOfferedItAgain() throws Exception {
    leaveUnsaved(file, "left");
    edit("mine");

    keeper.recovery().look();
    choose(Subject.RECOVERY, "Recover");

    assertThat(word()).contains("mine");
    assertThat(bar(Subject.RECOVERY).answers()).hasSize(2);
  }

  @Test
  void aDumpIsNotReplacedByWhatWasRecovered() throws Exception {
    Path dump = Files.copy(sample(), folder.resolve("dump.txt"));
    leaveUnsaved(dump, "left");
    Files.delete(dump);

    keeper.recovery().look();
    choose(Subject.RECOVERY, "Recover");
    keeper.saving().save();

    assertThat(answers.asked).containsExactly("dump.peerscope.json");
    assertThat(dump).doesNotExist();
  }

  @Test
  void aFileThatWasWrittenSinceIsNamedBeforeItIsReplaced() throws Exception {
    leaveUnsaved(file, "left");
    changeByOthers("theirs");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));

    keeper.recovery().look();
    choose(Subject.RECOVERY, "Recover");

    assertThat(bar(Subject.SAVING).what()).contains("was written to after this state");
    document.undo();
    assertThat(word()).contains("theirs");
  }

  /// The journal of a program that was killed: one under a name that is not ours.
  private void leaveUnsaved(Path of, String word) throws Exception {
    var others = new StateFolder(folder.resolve("others"));
    Path journals = Files.createDirectories(folder.resolve("state/journals"));
    PeerscopeDocument left = sampleAsDocument();
    try (var autosave = new Autosave(others, KeeperTest::fail)) {
      autosave.changed(
          Optional.of(of),
          left.with(left.platform().withFirmware(Fact.known(word, new EditedByHand()))));
      while (Recovered.all(new StateFolder(folder.resolve("state"))).isEmpty()) {
        Thread.sleep(20);
        copyJournals(folder.resolve("others/journals"), journals.resolve("killed.journal"));
      }
    }
  }

  private static void copyJournals(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      try (var files = Files.list(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void fail(String trouble) {
    throw new AssertionError(trouble);
  }

  // --- what tests say
  // ------------------------------------------------------------------------------

  private static SetFirmware firmware(String word) {
    return new SetFirmware(Fact.known(word, new EditedByHand()));
  }

  private void edit(String word) {
    document.edit(firmware(word));
  }

  private boolean isSaved() {
    return document.history().get().isSaved();
  }

  private Optional<String> word() {
    return document.drawn().firmware().ifKnown();
  }

  private static Optional<String> wordIn(Path document) throws IOException {
    var reading = DocumentReader.read("saved", Files.readAllBytes(document));
    assertThat(reading.diagnostics()).isEmpty();
    return reading.document().platform().firmware().ifKnown();
  }

  private byte[] changeByOthers(String word) throws IOException {
    PeerscopeDocument theirs = sampleAsDocument();
    byte[] content =
        DocumentWriter.write(
            theirs.with(theirs.platform().withFirmware(Fact.known(word, new EditedByHand()))));
    return Files.readAllBytes(Files.write(file, content));
  }

  private List<Bar> bars() {
    return keeper.bars().all().get();
  }

  private Bar bar(Subject subject) {
    return bars().stream().filter(it -> it.subject() == subject).findFirst().orElseThrow();
  }

  private void choose(Subject subject, String label) {
    Bar bar = bar(subject);
    keeper
        .bars()
        .answer(
            bar,
            bar.answers().stream()
                .filter(it -> it.label().equals(label))
                .findFirst()
                .orElseThrow());
  }
}
