package io.peerscope.engine.format.document;

import io.peerscope.engine.platform.Platform;

/// What a document holds: a machine, and what a newer Peerscope added to it.
///
/// @param platform the machine
/// @param schemaVersion version of the schema that the document was written by
/// @param unknown fields that are kept without being understood
public record PeerscopeDocument(Platform platform, int schemaVersion, UnknownFields unknown) {

  /// The version that is written.
  public static final int SCHEMA_VERSION = 1;

  /// How names of documents end.
  public static final String ENDING = ".peerscope.json";

  /// A new document.
  public static PeerscopeDocument of(Platform platform) {
    return new PeerscopeDocument(platform, SCHEMA_VERSION, UnknownFields.none());
  }

  /// The same document of a machine that was changed.
  public PeerscopeDocument with(Platform newPlatform) {
    return new PeerscopeDocument(newPlatform, schemaVersion, unknown);
  }

  /// Whether saving would lose what this Peerscope does not understand.
  public boolean isNewer() {
    return schemaVersion > SCHEMA_VERSION;
  }
}
