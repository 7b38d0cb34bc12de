package io.peerscope.engine.storage;

import java.nio.file.Path;

/// What became of a document that was to be saved.
public sealed interface SaveResult {

  /// It is on the disk.
  ///
  /// @param file the file, symbolic links followed
  /// @param stamp by which a later change by others is noticed
  record Saved(Path file, FileStamp stamp) implements SaveResult {}

  /// It is not, and the old file is as it was.
  ///
  /// @param why what is in the way and what to do, in words that complete "cannot save FILE: …"
  record NotSaved(String why) implements SaveResult {}

  /// It is not, because others have changed the file since it was read; the file is as they left
  /// it.
  record ChangedByOthers() implements SaveResult {}
}
