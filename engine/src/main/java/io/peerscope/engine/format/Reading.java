package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.format.document.Observation;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.format.matrix.GpuMatrix;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import java.util.Optional;

/// What reading gave: as much of a machine as could be understood, and what was wrong.
///
/// @param platform the machine; without any function when nothing could be understood
/// @param sources the inputs with their formats
/// @param diagnostics in the order of files and lines
/// @param document the document that the machine is from, where the input was one
/// @param matrices distance words for pairs of GPUs, of which no address is known
/// @param account what was read, what was not used, what is missing
/// @param observed what a probe learnt of the machine, where the document or the archive keeps it
public record Reading(
    Platform platform,
    List<Source> sources,
    List<Diagnostic> diagnostics,
    Optional<PeerscopeDocument> document,
    List<GpuMatrix> matrices,
    InputAccount account,
    List<Observation> observed) {

  public Reading {
    sources = List.copyOf(sources);
    diagnostics = List.copyOf(diagnostics);
    matrices = List.copyOf(matrices);
    observed = List.copyOf(observed);
  }

  /// A reading of which nothing but the machine is told.
  public Reading(
      Platform platform,
      List<Source> sources,
      List<Diagnostic> diagnostics,
      Optional<PeerscopeDocument> document) {
    this(
        platform,
        sources,
        diagnostics,
        document,
        List.of(),
        new InputAccount(sources, List.of(), MissingFacts.of(platform)),
        document.map(PeerscopeDocument::observed).orElse(List.of()));
  }

  /// What reading other inputs gave.
  public Reading(Platform platform, List<Source> sources, List<Diagnostic> diagnostics) {
    this(platform, sources, diagnostics, Optional.empty());
  }

  /// The same reading of another machine.
  public Reading with(Platform other) {
    return new Reading(other, sources, diagnostics, document, matrices, account, observed);
  }

  /// The document to save: the one that was read, else a new one of the machine.
  public PeerscopeDocument toDocument() {
    return document.orElseGet(() -> PeerscopeDocument.of(platform).withObserved(observed));
  }
}
