package io.peerscope.engine.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Writes a file that is no document, such as an archive: as a whole or not at all.
public final class WholeFile {

  private WholeFile() {}

  /// Replaces whatever the file holds.
  ///
  /// @return why that could not be, in words; empty when it is done
  public static Optional<String> write(Path file, byte[] content) {
    if (Files.isDirectory(file)) {
      return Optional.of("there is a folder of that name");
    }
    try {
      AtomicFile.write(file, content);
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of(FileTrouble.words(failure));
    }
  }
}
