package io.peerscope.engine.format.document;

import io.peerscope.engine.platform.Platform;
import java.util.List;

/// What a document holds: a machine, what a probe learnt of it, and what a newer Peerscope added.
///
/// @param platform the machine
/// @param observed what a probe learnt of it, in the order of asking
/// @param schemaVersion version of the schema that the document was written by
/// @param unknown fields that are kept without being understood
public record PeerscopeDocument(
    Platform platform, List<Observation> observed, int schemaVersion, UnknownFields unknown) {

  public PeerscopeDocument {
    observed = List.copyOf(observed);
  }

  /// The version that is written.
  public static final int SCHEMA_VERSION = 1;

  /// How names of documents end.
  public static final String ENDING = ".peerscope.json";

  /// A new document.
  public static PeerscopeDocument of(Platform platform) {
    return new PeerscopeDocument(platform, List.of(), SCHEMA_VERSION, UnknownFields.none());
  }

  /// The same document of a machine that was changed.
  public PeerscopeDocument with(Platform newPlatform) {
    return new PeerscopeDocument(newPlatform, observed, schemaVersion, unknown);
  }

  /// The same document with what a probe learnt of the machine.
  public PeerscopeDocument withObserved(List<Observation> newObserved) {
    return new PeerscopeDocument(platform, newObserved, schemaVersion, unknown);
  }

  /// Whether saving would lose what this Peerscope does not understand.
  public boolean isNewer() {
    return schemaVersion > SCHEMA_VERSION;
  }
}
