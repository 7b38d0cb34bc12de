package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Optional;

/// What reading gave: as much of a machine as could be understood, and what was wrong.
///
/// @param platform the machine; without any function when nothing could be understood
/// @param sources the inputs with their formats
/// @param diagnostics in the order of files and lines
/// @param document the document that the machine is from, where the input was one
public record Reading(
    Platform platform,
    List<Source> sources,
    List<Diagnostic> diagnostics,
    Optional<PeerscopeDocument> document) {

  public Reading {
    sources = List.copyOf(sources);
    diagnostics = List.copyOf(diagnostics);
  }

  /// What reading other inputs gave.
  public Reading(Platform platform, List<Source> sources, List<Diagnostic> diagnostics) {
    this(platform, sources, diagnostics, Optional.empty());
  }

  /// The document to save: the one that was read, else a new one of the machine.
  public PeerscopeDocument toDocument() {
    return document.orElseGet(() -> PeerscopeDocument.of(platform));
  }
}
