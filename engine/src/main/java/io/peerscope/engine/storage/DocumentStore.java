package io.peerscope.engine.storage;

import io.peerscope.engine.format.document.DocumentReader;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.storage.SaveResult.NotSaved;
import io.peerscope.engine.storage.SaveResult.Saved;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Saves documents so that nobody loses one.
///
/// @param state where earlier versions go
public record DocumentStore(StateFolder state) {

  private static final int HEAD = 4096;

  /// Saves over whatever the file holds, unless a newer Peerscope wrote it.
  public SaveResult save(PeerscopeDocument document, Path file) {
    return save(document, file, Optional.empty());
  }

  /// Saves, unless a newer Peerscope wrote what the file holds, or others have changed it.
  ///
  /// @param expected the stamp of the file as it was read or saved last; empty when that does not
  ///   matter
  public SaveResult save(PeerscopeDocument document, Path file, Optional<FileStamp> expected) {
    if (document.isNewer()) {
      return new NotSaved(
          "a newer Peerscope wrote the document, and what this one does not understand would be lost");
    }
    try {
      Path target = AtomicFile.target(file);
      Optional<String> refusal = refusal(target);
      if (refusal.isPresent()) {
        return new NotSaved(refusal.get());
      }
      if (isChangedByOthers(target, expected)) {
        return new SaveResult.ChangedByOthers();
      }
      byte[] content = DocumentWriter.write(document);
      keepVersion(target);
      AtomicFile.write(target, content);
      return FileStamp.of(target)
          .<SaveResult>map(stamp -> new Saved(target, stamp))
          .orElseGet(() -> new NotSaved("it is gone again"));
    } catch (IOException failure) {
      return new NotSaved(FileTrouble.words(failure));
    }
  }

  private static Optional<String> refusal(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return Optional.of("there is a folder of that name");
    }
    if (!Files.exists(target)) {
      return Optional.empty();
    }
    if (!Files.isWritable(target)) {
      return Optional.of("the file is write-protected");
    }
    return versionOf(target) > PeerscopeDocument.SCHEMA_VERSION
        ? Optional.of("a newer Peerscope wrote that file; save under another name")
        : Optional.empty();
  }

  /// A file that is gone is no change that saving could destroy.
  private static boolean isChangedByOthers(Path target, Optional<FileStamp> expected) {
    return expected.isPresent() && Files.exists(target) && !expected.equals(FileStamp.of(target));
  }

  private static int versionOf(Path target) throws IOException {
    try (InputStream stream = Files.newInputStream(target)) {
      return DocumentReader.schemaVersionOf(stream.readNBytes(HEAD)).orElse(0);
    }
  }

  /// An earlier version that cannot be kept does not hinder saving.
  private void keepVersion(Path target) {
    try {
      if (Files.isRegularFile(target)) {
        Versions.of(state, target).keep(Files.readAllBytes(target));
      }
    } catch (IOException cannot) {
      // Saving what the user asked for matters more than the copy of what was there before.
    }
  }
}
