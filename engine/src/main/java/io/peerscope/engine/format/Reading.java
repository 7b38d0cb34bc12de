package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.platform.Platform;
import java.util.List;

/// What reading gave: as much of a machine as could be understood, and what was wrong.
///
/// @param platform the machine; without any function when nothing could be understood
/// @param sources the inputs with their formats
/// @param diagnostics in the order of files and lines
public record Reading(Platform platform, List<Source> sources, List<Diagnostic> diagnostics) {

  public Reading {
    sources = List.copyOf(sources);
    diagnostics = List.copyOf(diagnostics);
  }
}
