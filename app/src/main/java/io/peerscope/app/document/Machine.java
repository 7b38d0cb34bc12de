package io.peerscope.app.document;

import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import java.nio.file.Path;
import java.util.Optional;

/// What is open: a reading, and what it was read from.
///
/// @param name what to call it, for people
/// @param origin where it lives
/// @param reading the machine as read, before any choice of the user
/// @param story what a sample says of itself
/// @param quoted the lines that its diagnostics are about
public record Machine(
    String name, Origin origin, Reading reading, Optional<Story> story, QuotedLines quoted) {

  /// The file that it was read from or saved to; empty for pasted text.
  public Optional<Path> file() {
    return origin.file();
  }

  /// Whether it is a running machine, which can be read again.
  public boolean isLive() {
    return origin.machineRoot().isPresent();
  }

  /// The same opening with what the running machine says now.
  ///
  /// @param merged that, with the user's edits
  Machine readAgain(Reading now, Platform merged) {
    var again =
        new Reading(
            now.platform(),
            now.sources(),
            now.diagnostics(),
            reading.document().map(document -> document.with(merged)),
            now.matrices(),
            now.account(),
            reading.observed());
    return new Machine(name, origin, again, story, quoted);
  }

  /// What to save when the machine has become another one.
  PeerscopeDocument documentOf(Platform edited) {
    return reading.toDocument().with(edited);
  }

  /// The same machine after it was saved as a document.
  Machine savedAs(Path document, PeerscopeDocument saved) {
    var asSaved =
        new Reading(
            reading.platform(), reading.sources(), reading.diagnostics(), Optional.of(saved));
    return new Machine(Work.nameOf(document), origin.savedTo(document), asSaved, story, quoted);
  }

  /// Whether the other one came from the same opening, perhaps under another name.
  public boolean isSameOpening(Machine other) {
    return quoted == other.quoted;
  }
}
