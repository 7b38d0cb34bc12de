package io.peerscope.app.document;

import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.storage.FileStamp;
import java.nio.file.Path;
import java.util.Optional;

/// Where a machine is from, and where saving puts it.
///
/// @param file what was read, or saved to; empty for pasted text and blank pages
/// @param isDocument whether the file is a document that saving may replace without asking
/// @param stamp the stamp of the file just before it was read; empty where nobody asks whether it
///   changes
/// @param machineRoot the root of the running machine that was read, so that it can be read again
public record Origin(
    Optional<Path> file,
    boolean isDocument,
    Optional<FileStamp> stamp,
    Optional<Path> machineRoot) {

  Origin(Optional<Path> file, boolean isDocument, Optional<FileStamp> stamp) {
    this(file, isDocument, stamp, Optional.empty());
  }

  static Origin none() {
    return new Origin(Optional.empty(), false, Optional.empty());
  }

  /// A document of which parts could not be read is not replaced without asking.
  static Origin of(Path file, Optional<FileStamp> stamp, Reading reading) {
    boolean isWhole =
        reading.diagnostics().stream().noneMatch(it -> it.severity() == Severity.ERROR);
    return new Origin(Optional.of(file), reading.document().isPresent() && isWhole, stamp);
  }

  /// A running machine.
  static Origin live(Path root) {
    return new Origin(Optional.empty(), false, Optional.empty(), Optional.of(root));
  }

  /// Where it lives after it was saved; a running machine can still be read again.
  Origin savedTo(Path document) {
    return new Origin(Optional.of(document), true, Optional.empty(), machineRoot);
  }

  /// Where saving writes without asking.
  Optional<Path> document() {
    return isDocument ? file : Optional.empty();
  }
}
