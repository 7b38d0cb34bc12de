package io.peerscope.engine.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// By what one notices that somebody else has changed a file.
///
/// @param size bytes
/// @param modified when it was written last
public record FileStamp(long size, FileTime modified) {

  /// The stamp of a file now; empty where there is none.
  public static Optional<FileStamp> of(Path file) {
    try {
      return Optional.of(new FileStamp(Files.size(file), Files.getLastModifiedTime(file)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
