package io.peerscope.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.ReferenceMachine;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.storage.SaveResult.NotSaved;
import io.peerscope.engine.storage.SaveResult.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saving, and everything that can be in its way.
class DocumentStoreTest {

  @TempDir private Path folder;
  private DocumentStore store;
  private Path file;

  @BeforeEach
  void prepare() {
    store = new DocumentStore(new StateFolder(folder.resolve("state")));
    file = folder.resolve("machine.peerscope.json");
  }

  /// A document that differs from others by a word.
  static PeerscopeDocument document(String word) {
    return PeerscopeDocument.of(
        ReferenceMachine.machine()
            .build()
            .withFirmware(Fact.known(word, new GivenByOption("--platform"))));
  }

  private static byte[] bytes(String word) {
    return DocumentWriter.write(document(word));
  }

  @Test
  void savedIsWhatStandsInTheFileAndNothingElseIsLeftBeside() throws IOException {
    assertThat(store.save(document("a"), file)).isInstanceOf(Saved.class);
    assertThat(store.save(document("b"), file)).isInstanceOf(Saved.class);

    assertThat(file).hasBinaryContent(bytes("b"));
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("machine.peerscope.json", "state");
    }
  }

  @Test
  void aSymbolicLinkStaysAndItsTargetIsSaved() throws IOException {
    Path target = Files.createDirectory(folder.resolve("elsewhere")).resolve("t.peerscope.json");
    Files.createSymbolicLink(file, Path.of("elsewhere/t.peerscope.json"));

    store.save(document("a"), file);
    store.save(document("b"), file);

    assertThat(file).isSymbolicLink();
    assertThat(target).isRegularFile().hasBinaryContent(bytes("b"));
  }

  @Test
  void linksInACircleAreNotFollowedForEver() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("other"));
    Files.createSymbolicLink(folder.resolve("other"), file);

    assertThat(store.save(document("a"), file))
        .isEqualTo(new NotSaved("its symbolic links lead in a circle"));
  }

  @Test
  void permissionsAreKept() throws IOException {
    store.save(document("a"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

    store.save(document("b"), file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void aFileOfANewerPeerscopeIsNotSavedOver() throws IOException {
    Files.writeString(file, "{\n \"format\": \"peerscope\", \"schemaVersion\": 2 }");

    SaveResult result = store.save(document("a"), file);

    assertThat(result)
        .isEqualTo(new NotSaved("a newer Peerscope wrote that file; save under another name"));
    assertThat(file).content().contains("\"schemaVersion\": 2");
  }

  @Test
  void whatAnotherProgramChangedIsNotSavedOver() throws IOException {
    var saved = (Saved) store.save(document("a"), file);
    Files.writeString(file, "changed");

    SaveResult result = store.save(document("b"), file, Optional.of(saved.stamp()));

    assertThat(result).isEqualTo(new SaveResult.ChangedByOthers());
    assertThat(file).content().isEqualTo("changed");
  }

  @Test
  void aVanishedFolderIsToldInPlainWords() {
    assertThat(store.save(document("a"), folder.resolve("gone/x.peerscope.json")))
        .isEqualTo(new NotSaved("its folder is gone; save it elsewhere"));
  }

  @Test
  void aFolderThatTakesNoFilesIsToldInPlainWords() {
    Path unwritable = Path.of("/sys");
    assumeTrue(Files.isDirectory(unwritable), "skipped: there is no /sys");

    assertThat(store.save(document("a"), unwritable.resolve("x.peerscope.json")))
        .isInstanceOfSatisfying(
            NotSaved.class, result -> assertThat(result.why()).contains("save it elsewhere"));
  }

  @Test
  void aFolderOfThatNameIsNotReplaced() throws IOException {
    Files.createDirectory(file);

    assertThat(store.save(document("a"), file))
        .isEqualTo(new NotSaved("there is a folder of that name"));
  }

  /// A limit on the size of files makes the disk full for one program.
  @Test
  void aFullDiskLeavesTheOldFileAsItWas() throws Exception {
    store.save(document("old"), file);

    ChildProgram.Outcome outcome =
        ChildProgram.underFileLimit(SaveOnce.class, 8, List.of(file.toString()));

    assertThat(outcome.output()).contains("NotSaved[why=the file may not become so large");
    assertThat(file).hasBinaryContent(bytes("old"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void theLastTenVersionsAreKept() throws IOException {
    for (int n = 0; n <= 12; n++) {
      store.save(document("v" + n), file);
    }

    List<Path> versions = Versions.of(store.state(), file).all();

    assertThat(versions).hasSize(Versions.MOST);
    assertThat(versions.getFirst()).hasBinaryContent(bytes("v11"));
    assertThat(versions.getLast()).hasBinaryContent(bytes("v2"));
  }

  @Test
  void stateIsKeptWhereTheUserWantsIt() {
    Path home = Path.of("/home/ada");

    assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "/var/state")::get, home).path())
        .isEqualTo(Path.of("/var/state/peerscope"));
    assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "relative")::get, home).path())
        .isEqualTo(Path.of("/home/ada/.local/state/peerscope"));
    assertThat(StateFolder.of(Map.<String, String>of()::get, home).path())
        .isEqualTo(Path.of("/home/ada/.local/state/peerscope"));
  }
}
